import type { Located, Place } from './located.js';
import { InvalidSpecError } from './problem.js';

/** Of a pipeline: what nests deeper was not written by a person, or holds itself. */
export const MOST_DEPTH = 64;

/** Plain data as a located tree, all of it at one place. @throws InvalidSpecError for other values */
export function locate(value: unknown, place: Place, depth = 0): Located {
  if (depth > MOST_DEPTH) throw new InvalidSpecError([{ place, message: `nested more than ${MOST_DEPTH} deep` }]);
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => locate(item, place, depth + 1)), place };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, { key: place, value: locate(item, place, depth + 1) }] as const);
    return { kind: 'map', entries: new Map(entries), place };
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    return { kind: 'scalar', value, place };
  }
  throw new InvalidSpecError([{ place, message: `a ${typeof value} is not plain data` }]);
}
