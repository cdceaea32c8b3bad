import type { Matrix } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
import { valueRange } from '@selvedge/preprocess';

/** Bytes have the range of bytes: those of a store are not read for it, and other rows of a store some at a time. */
export function rangeOf(features: Matrix): readonly [black: number, white: number] {
  if (!isStored(features)) return valueRange(features.values);
  if (features.areBytes) return [0, 255];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of features.chunks()) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return valueRange(Float64Array.of(least, most));
}
