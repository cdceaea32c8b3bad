import { didYouMean } from './did-you-mean.js';
import { SelvedgeError } from './errors.js';
import { respelled } from './respelled.js';

/** What people who come from elsewhere call a field, in camelCase, and what to write instead: `cv: 'folds: 5'`. */
export interface FieldGuesses {
  readonly [guess: string]: string;
}

/**
 * Refuses names that mean nothing, which would silently change nothing.
 *
 * @param guesses - names that these fields have elsewhere; snake case counts as camel case
 * @throws SelvedgeError `invalid-argument` with the name that was probably meant, or for anything but an object
 */
export function onlyFields(what: string, spec: unknown, names: readonly string[], guesses: FieldGuesses = {}): void {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec) || ArrayBuffer.isView(spec)) {
    throw new SelvedgeError(
      'invalid-argument',
      `${what}: got ${shown(spec)}; need an object with the fields ${names.join(', ')}.`,
    );
  }
  const unknown = Object.keys(spec).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: there is no field '${unknown}'${meant(unknown, names, guesses)}; ${listed(names)}.`,
  );
}

/** `there are k, metric`, or `there is only thread`. */
const listed = (names: readonly string[]): string =>
  names.length === 1 ? `there is only ${names[0]}` : `there are ${names.join(', ')}`;

/**
 * Refuses options of a function that has none. What is not an object passes: `seeds.map(createRng)` adds places.
 *
 * @param others - what was given after the arguments that there are
 * @param line - what to write instead
 * @throws SelvedgeError `invalid-argument`
 */
export function refuseOptions(what: string, others: readonly unknown[], line: string): void {
  const given = others.find((other) => typeof other === 'object' && other !== null && !Array.isArray(other));
  if (given === undefined) return;
  throw new SelvedgeError('invalid-argument', `${what}: takes no options, got ${shown(given)}; write ${line}.`);
}

function meant(unknown: string, names: readonly string[], guesses: FieldGuesses): string {
  const guess = unknown.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const right = respelled(unknown, names) ?? (Object.hasOwn(guesses, guess) ? guesses[guess] : undefined);
  if (right !== undefined) return `; write ${right}`;
  const near = didYouMean(unknown, names);
  return near === undefined ? '' : ` (did you mean '${near}'?)`;
}

/** A value in an error's text: JSON, but numbers that JSON has not and functions by name. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'function' || typeof value === 'bigint') return String(value);
  if (ArrayBuffer.isView(value))
    return `a ${value.constructor.name} of ${(value as Uint8Array).length ?? value.byteLength}`;
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part)) ?? String(value);
}

/** @throws SelvedgeError `invalid-argument` for a field that is given and neither true nor false */
export function onlyBooleans(what: string, spec: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(spec)) {
    if (!names.includes(name) || value === undefined || typeof value === 'boolean') continue;
    throw new SelvedgeError('invalid-argument', `${what}: ${name} is ${shown(value)}; need true or false.`);
  }
}
