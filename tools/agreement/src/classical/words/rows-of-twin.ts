import type { Twin } from './twins.js';
import { ELSEWHERE } from './twins.js';

export type Parameters = Readonly<Record<string, unknown>>;

/** One parameter beside its twin; an absent one has no name. */
export interface TwinRow {
  readonly here?: string;
  readonly there?: string;
  readonly defaultHere?: unknown;
  readonly defaultThere?: unknown;
  readonly difference: string;
}

const snakeCase = (name: string): string => name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Parameters of a twin side by side: ours, and then those that only scikit-learn has.
 *
 * @param ours - with their defaults, or without where nobody knows them
 * @throws Error for a parameter that differs and whose difference is not listed, or a listed one that is nowhere
 */
export function rowsOfTwin({ kind, renamed = {}, why = {} }: Twin, ours: Parameters, theirs: Parameters): TwinRow[] {
  const problems: string[] = [];
  const twinOf = (name: string): string => renamed[name] ?? snakeCase(name);
  const reasonOf = (name: string, fallback: string | undefined): string => {
    const reason = why[name] ?? why[camelCase(name)] ?? fallback;
    if (reason === undefined) problems.push(`${name} has no twin of the same default, and why is not listed`);
    return reason ?? '';
  };
  const present = Object.entries(ours).map(([name, defaultHere]): TwinRow => {
    const there = twinOf(name);
    if (!(there in theirs)) return { here: name, defaultHere, difference: reasonOf(name, ELSEWHERE[there]) };
    const isSame = defaultHere === UNKNOWN || JSON.stringify(defaultHere) === JSON.stringify(theirs[there]);
    const fallback = isSame ? (renamed[name] === undefined ? 'same' : 'another word') : undefined;
    return { here: name, there, defaultHere, defaultThere: theirs[there], difference: reasonOf(name, fallback) };
  });
  const known = new Set(Object.keys(ours).map(twinOf));
  const missing = Object.keys(theirs).filter((name) => !known.has(name) && !(name in ELSEWHERE));
  const absent = missing.map(
    (there): TwinRow => ({ there, defaultThere: theirs[there], difference: reasonOf(there, undefined) }),
  );
  for (const name of Object.keys(renamed)) if (!(name in ours)) problems.push(`${name} is listed and not there`);
  if (problems.length > 0) throw new Error(`words of ${kind}: ${problems.join('; ')}`);
  return [...present, ...absent];
}

/** A default that no list has: of the options of a function. */
export const UNKNOWN = Symbol('unknown default');
