import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

type Kind = readonly [text: string, fits: (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string';
const isList = (value: unknown, each: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(each);

const TEXT: Kind = ['a text', isText];
const NAMES: Kind = ['a name or a list of names', (value) => isText(value) || isList(value, isText)];

/** What the options of reading are; each is looked at again where its values matter. */
const KINDS: Readonly<Record<string, Kind>> = {
  delimiter: ['a text of one character or more', (value) => isText(value) && value !== ''],
  decimal: ["'.' or ','", (value) => value === '.' || value === ','],
  label: ['a name or a position', (value) => isText(value) || typeof value === 'number'],
  id: TEXT,
  weights: TEXT,
  imageColumn: TEXT,
  drop: NAMES,
  features: NAMES,
  columns: ['a list of names', (value) => isList(value, isText)],
  classes: ['a list of names', (value) => isList(value, isText)],
  shape: ['a list of sizes', (value) => isList(value, (item) => typeof item === 'number')],
  maxBytes: ['a number', (value) => typeof value === 'number'],
};

/**
 * Refuses options of reading that are of another kind, which programs in JavaScript and edited records of models may hold.
 *
 * @throws SelvedgeError `invalid-argument` naming the option
 */
export function checkReading(what: string, options: object): void {
  for (const [name, [text, fits]] of Object.entries(KINDS)) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || fits(value)) continue;
    throw new SelvedgeError('invalid-argument', `${what}: the option ${name} is ${shown(value)}; need ${text}.`);
  }
}
