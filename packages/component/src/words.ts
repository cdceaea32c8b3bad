import { didYouMean } from '@selvedge/data';
import { respelled } from '@selvedge/data/checks';

/** A value as an error shows it: short, on one line. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null) return 'nothing';
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (typeof value === 'object') return 'a map';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** The name of a schema's type in a sentence. */
export const typeInWords = (type: string): string => TYPES[type] ?? type;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'null',
};

/** What to write instead of a word that is none of `options`. */
export function choiceInWords(value: unknown, options: readonly string[]): string {
  const right = respelled(value, options);
  if (right !== undefined) return `write '${right}'`;
  const near = options.length > 1 && typeof value === 'string' ? didYouMean(value, options) : undefined;
  if (near !== undefined) return `did you mean '${near}'?`;
  return options.length === 1 ? `need ${options[0]}` : `need one of ${options.join(', ')}`;
}
