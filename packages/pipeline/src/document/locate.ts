import type { Located, Place } from './located.js';
import { InvalidSpecError } from './problem.js';

/** Plain data as a located tree, all of it at one place. */
export function locate(value: unknown, place: Place): Located {
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => locate(item, place)), place };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, { key: place, value: locate(item, place) }] as const);
    return { kind: 'map', entries: new Map(entries), place };
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    return { kind: 'scalar', value, place };
  }
  throw new InvalidSpecError([{ place, message: `a ${typeof value} is not plain data` }]);
}
