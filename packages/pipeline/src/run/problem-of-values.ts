import { isDeepStrictEqual } from 'node:util';
import { shown } from '@selvedge/data/checks';
import type { Json } from '@selvedge/data/types';
import { rungAmounts } from '@selvedge/resample/plans';
import type { Draw, SearchSpec, Values } from '@selvedge/resample/types';

/**
 * Why a search would never try these values; undefined where it could. Values that came over a queue set fields of the pipeline, so
 * they are of the fields that the search is over, and of its lists and ranges.
 */
export function problemOfValues(spec: SearchSpec, values: unknown): string | undefined {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return `it names the values ${shown(values)}; need values by field`;
  const resource = 'resource' in spec ? spec.resource : undefined;
  const fields = new Map<string, Draw>(Object.entries(spec.over));
  if (resource !== undefined) fields.set(resource, amountsOf(spec));
  for (const name of Object.keys(values))
    if (!fields.has(name)) return `it sets ${shown(name)}; the search is over ${[...fields.keys()].join(', ')}`;
  for (const [name, from] of fields) {
    if (!Object.hasOwn(values, name)) return `it sets no ${name}`;
    const value = (values as Values)[name];
    if (!isOf(from, value)) return `it sets ${name} to ${shown(value)}, which the search does not try`;
  }
  return undefined;
}

function isOf(from: Draw, value: Json): boolean {
  if ('uniform' in from) return isBetween(from.uniform, value);
  // Powers of logarithms are not exact at the ends.
  if ('logUniform' in from) return isBetween([from.logUniform[0] * (1 - 1e-9), from.logUniform[1] * (1 + 1e-9)], value);
  if ('integer' in from) return isBetween(from.integer, value) && Number.isInteger(value);
  return from.some((each) => isDeepStrictEqual(each, value));
}

const isBetween = ([low, high]: readonly [number, number], value: Json): boolean =>
  typeof value === 'number' && value >= low && value <= high;

/** What the resource of a search with rungs can be. */
function amountsOf(spec: SearchSpec): readonly number[] {
  if (spec.kind === 'asha') return rungAmounts(spec);
  if (spec.kind !== 'successive-halving') return [];
  const { from: minResource, to: maxResource, factor: reductionFactor = 3 } = spec;
  return rungAmounts({ ...spec, kind: 'asha', maxTrials: 1, minResource, maxResource, reductionFactor });
}
