import { didYouMean, SelvedgeError } from '@selvedge/data';
import { AUGMENT_KINDS, type AugmentSpec } from './augment-spec.js';

/** @throws SelvedgeError `invalid-argument` for an unknown kind, a number outside its range, or mixing that is not last */
export function checkAugmentSpecs(specs: readonly AugmentSpec[]): void {
  for (const [at, spec] of specs.entries()) {
    if (!AUGMENT_KINDS.includes(spec.kind)) throw unknown(spec.kind);
    for (const [name, value] of Object.entries(spec)) {
      const limit = LIMITS[name];
      if (limit === undefined || typeof value === 'string' || typeof value === 'boolean') continue;
      for (const number of [value].flat()) {
        if (!(typeof number === 'number' && number >= limit[0] && number <= limit[1]))
          throw outside(spec.kind, name, number, limit);
      }
      if (Array.isArray(value) && value[0] > value[1]) throw outside(spec.kind, name, `[${value.join(', ')}]`, limit);
    }
    if (spec.kind === 'shift' && (spec.pixels === undefined) === (spec.fraction === undefined)) {
      throw new SelvedgeError(
        'invalid-argument',
        `augment 'shift': give either pixels or fraction, not both and not none.`,
      );
    }
    const mixes = spec.kind === 'mixup' || spec.kind === 'cutmix';
    if (mixes && at !== specs.length - 1) {
      throw new SelvedgeError(
        'invalid-argument',
        `augment '${spec.kind}': must be the last step, because it blends finished images.`,
      );
    }
  }
}

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  degrees: [0, 180],
  pixels: [0, 4096],
  fraction: [0, 1],
  probability: [0, 1],
  range: [0.01, 100],
  padding: [0, 4096],
  sd: [0, 10],
  size: [1, 4096],
  amount: [0, 1],
  area: [0, 1],
  aspect: [0.01, 100],
  alpha: [0.001, 100],
};

const outside = (kind: string, name: string, value: unknown, [least, most]: readonly [number, number]): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `augment '${kind}': ${name} is ${String(value)}; need numbers from ${least} to ${most}, the smaller first.`,
  );

function unknown(kind: unknown): SelvedgeError {
  const near = typeof kind === 'string' ? didYouMean(kind, AUGMENT_KINDS) : undefined;
  return new SelvedgeError(
    'invalid-argument',
    `augment: unknown kind '${String(kind)}'.${near ? ` Did you mean '${near}'?` : ''} Known are ${AUGMENT_KINDS.join(', ')}.`,
  );
}
