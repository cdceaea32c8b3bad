import { BINS } from '../tree/binned-columns.js';
import { SPAN } from './histogram.js';

/** What decides between cuts. */
export interface CutRules {
  readonly minChildWeight: number;
  readonly l2: number;
  readonly minGain: number;
}

/** Where a node is cut best. */
export interface Cut {
  /** Place in the list of used columns. */
  readonly place: number;
  /** Rows whose bin is at most this go left. */
  readonly cut: number;
  /** The next bin that holds rows. */
  readonly next: number;
  readonly gain: number;
}

/** Second derivatives are at least 1e-6 a row, so a smaller sum is what subtraction left of an empty bin. */
export const LEAST_HESSIAN = 1e-6;
const EMPTY = LEAST_HESSIAN / 2;

/**
 * The cut that lowers the loss most: the sum over both sides of G^2 / (H + l2), less that of the node. Among equal
 * ones the first.
 *
 * @see Chen & Guestrin, XGBoost: a scalable tree boosting system (2016), equation 7
 */
export function bestCut(
  histogram: Float64Array,
  places: number,
  gradient: number,
  hessian: number,
  { minChildWeight, l2, minGain }: CutRules,
): Cut | undefined {
  const whole = (gradient * gradient) / (hessian + l2);
  let best = minGain;
  let found: Cut | undefined;
  for (let place = 0; place < places; place++) {
    const from = place * SPAN;
    let left = 0;
    let leftWeight = 0;
    let last = -1;
    for (let bin = 0; bin < BINS; bin++) {
      const weight = histogram[from + 2 * bin + 1];
      if (weight < EMPTY) continue;
      // A cut lies before this bin: what came before it goes left.
      if (last >= 0 && leftWeight >= minChildWeight) {
        const rightWeight = hessian - leftWeight;
        if (rightWeight < minChildWeight) break;
        const right = gradient - left;
        const gain = (left * left) / (leftWeight + l2) + (right * right) / (rightWeight + l2) - whole;
        if (gain > best) {
          best = gain;
          found = { place, cut: last, next: bin, gain };
        }
      }
      left += histogram[from + 2 * bin];
      leftWeight += weight;
      last = bin;
    }
  }
  return found;
}
