import type { Matrix } from '@selvedge/data';
import { rowView } from '@selvedge/data/arithmetic';

/** Rows as ml.js takes them: an array of numbers each. */
export function nestedRows(features: Matrix): number[][] {
  return Array.from({ length: features.rows }, (_, row) => Array.from<number>(rowView(features, row)));
}
