import { createRng, type Seed } from '@selvedge/data';
import type { Metric, Predictions } from '../metrics/metric.js';
import { normalTwoSided } from '../statistics/normal.js';

/** Random swaps that a test draws. */
const SWAPS = 500;
/** Of them at least this many at least as extreme make a share worth its name; below, the swaps' spread decides. */
const FEW = 10;

/**
 * Tests whether two models score alike by swapping their predictions of random rows: if they do, every swap is as
 * likely as what was seen. Exact for any metric and any number of rows, but for the random draw.
 *
 * @param rows - those about which the two differ
 * @returns mid-p, two-sided: outcomes as extreme as the observed one count half
 * @see Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed. (2005), section 6.3
 */
export function swapTest(
  { of }: Metric,
  first: Predictions,
  second: Predictions,
  rows: readonly number[],
  seed: Seed,
): number {
  const observed = Math.abs(of(first) - of(second));
  const rng = createRng(seed).fork('swap-test');
  const [a, b] = [copyOf(first), copyOf(second)];
  let [beyond, equal, squares, defined] = [0, 0, 0, 0];
  for (let swap = 0; swap < SWAPS; swap++) {
    for (const row of rows) if (rng.int(2) === 1) swapRow(a, b, row);
    const difference = Math.abs(of(a) - of(b));
    if (Number.isNaN(difference)) continue;
    defined++;
    squares += difference * difference;
    if (Math.abs(difference - observed) <= 1e-12) equal++;
    else if (difference > observed) beyond++;
  }
  if (defined === 0 || squares === 0) return 1;
  const share = Math.min(1, (beyond + (equal + 1) / 2) / (defined + 1));
  if (beyond + equal >= FEW) return share;
  return Math.min((FEW + 1) / (defined + 1), normalTwoSided(observed / Math.sqrt(squares / defined)));
}

/** Rows whose labels or probabilities differ between two models. */
export function differingRows(first: Predictions, second: Predictions, usesProbabilities: boolean): number[] {
  const rows: number[] = [];
  const [p, q] = [first.probabilities, second.probabilities];
  for (let row = 0; row < first.truth.length; row++) {
    let differs = first.predicted[row] !== second.predicted[row];
    if (usesProbabilities && p && q) {
      for (let at = row * p.columns; at < (row + 1) * p.columns && !differs; at++)
        differs = p.values[at] !== q.values[at];
    }
    if (differs) rows.push(row);
  }
  return rows;
}

function copyOf(source: Predictions): Predictions {
  const { probabilities } = source;
  const predicted = source.predicted.slice();
  if (!probabilities) return { ...source, predicted };
  return { ...source, predicted, probabilities: { ...probabilities, values: Float64Array.from(probabilities.values) } };
}

function swapRow(a: Predictions, b: Predictions, row: number): void {
  [a.predicted[row], b.predicted[row]] = [b.predicted[row], a.predicted[row]];
  const [p, q] = [a.probabilities, b.probabilities];
  if (!p || !q) return;
  for (let at = row * p.columns; at < (row + 1) * p.columns; at++)
    [p.values[at], q.values[at]] = [q.values[at], p.values[at]];
}
