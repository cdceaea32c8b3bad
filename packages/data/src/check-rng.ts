import { SelvedgeError } from './errors.js';
import { hasMethod } from './guessed-members.js';
import { shown } from './only-fields.js';

/** Refuses a seed, or options with one, where a generator belongs. @throws SelvedgeError `invalid-argument` */
export function checkRng(what: string, rng: unknown): void {
  if (hasMethod(rng, 'shuffle')) return;
  const seed = typeof rng === 'number' ? rng : 0;
  throw new SelvedgeError('invalid-argument', `${what}: got ${shown(rng)} as its generator; write createRng(${seed}).`);
}
