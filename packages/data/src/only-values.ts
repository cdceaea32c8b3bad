import { SelvedgeError } from './errors.js';
import { shown } from './only-fields.js';

/**
 * Refuses values that mean nothing, where code behind the door compares with one of them and takes all else for the
 * other: `better: 'max'` would rank the worst model first.
 *
 * @param allowed - of each option that has a few values, those
 * @throws SelvedgeError `invalid-argument` with the lines that can be written
 */
export function onlyValues(what: string, options: object, allowed: Readonly<Record<string, readonly unknown[]>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || !Object.hasOwn(allowed, name) || allowed[name].includes(value)) continue;
    const lines = allowed[name].map((one) => `${name}: ${typeof one === 'string' ? `'${one}'` : shown(one)}`);
    throw new SelvedgeError(
      'invalid-argument',
      `${what}: ${name} is ${shown(value)}; write ${lines.join(' or ')}, or leave it out.`,
    );
  }
}

/** @throws SelvedgeError `invalid-argument` for a callback that is given and cannot be called */
export function onlyFunctions(what: string, options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name) || value === undefined || value === null || typeof value === 'function') continue;
    throw new SelvedgeError(
      'invalid-argument',
      `${what}: ${name} is ${shown(value)}; need a function, for instance ${name}: (event) => console.log(event).`,
    );
  }
}
