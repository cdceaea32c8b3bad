import { shown } from '@selvedge/data/checks';

/** What a JSON value of a file has to be: says where it is something else, or undefined where all is well. */
export type Shape = (value: unknown, place: string) => string | undefined;

const LONGEST = 80;

const isNot = (value: unknown, place: string, needed: string): string => {
  const seen = value === undefined ? 'missing' : shown(value);
  const short = seen.length > LONGEST ? `${seen.slice(0, LONGEST)}...` : seen;
  return `${place === '' ? 'it' : place} is ${short}, where ${needed} belongs`;
};

const simple =
  (isRight: (value: unknown) => boolean, needed: string): Shape =>
  (value, place) =>
    isRight(value) ? undefined : isNot(value, place, needed);

export const anything: Shape = () => undefined;
export const text: Shape = simple((value) => typeof value === 'string', 'a text');
export const flag: Shape = simple((value) => typeof value === 'boolean', 'true or false');
export const number: Shape = simple((value) => Number.isFinite(value), 'a number');
export const count: Shape = simple((value) => Number.isSafeInteger(value) && (value as number) >= 0, 'a count');

export const oneOf = (...values: readonly unknown[]): Shape =>
  simple((value) => values.includes(value), values.map(shown).join(' or '));

export const optional =
  (shape: Shape): Shape =>
  (value, place) =>
    value === undefined ? undefined : shape(value, place);

export const nullable =
  (shape: Shape): Shape =>
  (value, place) =>
    value === null ? undefined : shape(value, place);

export const either =
  (first: Shape, second: Shape): Shape =>
  (value, place) =>
    first(value, place) === undefined ? undefined : second(value, place);

export const listOf =
  (item: Shape): Shape =>
  (value, place) => {
    if (!Array.isArray(value)) return isNot(value, place, 'a list');
    for (const [at, each] of value.entries()) {
      const wrong = item(each, `${place}[${at}]`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object whose keys may be any. */
export const mapOf =
  (item: Shape): Shape =>
  (value, place) => {
    if (!isObject(value)) return isNot(value, place, 'an object');
    for (const [key, each] of Object.entries(value)) {
      const wrong = item(each, below(place, key));
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

/** An object with these fields; others, of later releases, may stand beside them. */
export const fields =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, place) => {
    if (!isObject(value)) return isNot(value, place, 'an object');
    for (const [key, shape] of Object.entries(shapes)) {
      const wrong = shape(Object.hasOwn(value, key) ? value[key] : undefined, below(place, key));
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

const below = (place: string, key: string): string => (place === '' ? key : `${place}.${key}`);
