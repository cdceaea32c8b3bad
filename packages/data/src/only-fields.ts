import { didYouMean } from './did-you-mean.js';
import { SelvedgeError } from './errors.js';

/**
 * Refuses names that mean nothing, which would silently change nothing.
 *
 * @throws SelvedgeError `invalid-argument` with the name that was probably meant, or for anything but an object
 */
export function onlyFields(what: string, spec: unknown, names: readonly string[]): void {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    throw new SelvedgeError(
      'invalid-argument',
      `${what}: got ${shown(spec)}; need an object with the fields ${names.join(', ')}.`,
    );
  }
  const unknown = Object.keys(spec).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const near = didYouMean(unknown, names);
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: there is no field '${unknown}'${near === undefined ? '' : ` (did you mean '${near}'?)`}; there are ${names.join(', ')}.`,
  );
}

/** A value in an error's text: JSON, but numbers that JSON has not and functions by name. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'function' || typeof value === 'bigint') return String(value);
  return JSON.stringify(value) ?? String(value);
}

/** @throws SelvedgeError `invalid-argument` for a field that is given and neither true nor false */
export function onlyBooleans(what: string, spec: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(spec)) {
    if (!names.includes(name) || value === undefined || typeof value === 'boolean') continue;
    throw new SelvedgeError('invalid-argument', `${what}: ${name} is ${shown(value)}; need true or false.`);
  }
}
