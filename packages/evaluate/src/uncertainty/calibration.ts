import { argmaxRows, type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import { quantileOfSorted } from '@selvedge/data/arithmetic';
import { shown } from '@selvedge/data/checks';
import { checkProbabilities } from '../metrics/check-probabilities.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import type { Proportion } from './interval.js';
import { proportion } from './wilson-interval.js';

/** Rows of similar confidence, and how many of them were right. Plain JSON. */
export interface CalibrationBin {
  /** Confidence above `low` (from 0: at least) and up to `high`. */
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly meanConfidence: number;
  /** The share of right rows, with its interval. */
  readonly accuracy: Proportion;
}

/** How far confidence can be trusted. Plain JSON. */
export interface CalibrationCurve {
  /** Confidence in the predicted class, or the probability of one class. */
  readonly of: 'predicted class' | { readonly class: number };
  readonly strategy: 'uniform' | 'quantile';
  /** Bins that hold rows, by rising confidence. */
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: the mean gap between confidence and accuracy, weighted by rows. */
  readonly expectedError: number;
  /** The largest gap of a bin. */
  readonly maximumError: number;
  readonly rows: number;
}

/** How to group rows. */
export interface CalibrationOptions {
  /** Number of bins, at least 1; default 15, as Guo et al. */
  readonly bins?: number;
  /** Bins of equal width, or of equally many rows; default `uniform`. */
  readonly strategy?: 'uniform' | 'quantile';
  /** A class number: its probability against its frequency. Default: the highest probability against being right. */
  readonly class?: number;
}

/**
 * Reliability of probabilities: rows are grouped by confidence, and confidence is compared with accuracy in each group.
 *
 * @param probabilities - rows x classes
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `checkProbabilities`; a bad class, number of bins or strategy
 * @see Guo et al., On calibration of modern neural networks, ICML 2017
 */
export function calibrationCurve(
  truth: Labels,
  probabilities: Matrix,
  options: CalibrationOptions = {},
): CalibrationCurve {
  checkMetricOptions('calibrationCurve', options, ['bins', 'strategy', 'class']);
  const { bins = 15, strategy = 'uniform' } = options;
  checkProbabilities('calibrationCurve', truth, probabilities);
  checkOptions(bins, options.class, probabilities.columns);
  if (strategy !== 'uniform' && strategy !== 'quantile') throw badStrategy(strategy);
  const { confidence, right } = confidences(truth, probabilities, options.class);
  const edges = strategy === 'uniform' ? uniformEdges(bins) : quantileEdges(confidence, bins);

  const rows = new Uint32Array(bins);
  const hits = new Uint32Array(bins);
  const sums = new Float64Array(bins);
  for (let row = 0; row < confidence.length; row++) {
    let bin = 0;
    while (bin < bins - 1 && confidence[row] > edges[bin + 1]) bin++;
    rows[bin]++;
    hits[bin] += right[row];
    sums[bin] += confidence[row];
  }
  const filled: CalibrationBin[] = [];
  for (let bin = 0; bin < bins; bin++) {
    if (rows[bin] === 0) continue;
    filled.push({
      low: edges[bin],
      high: edges[bin + 1],
      rows: rows[bin],
      meanConfidence: sums[bin] / rows[bin],
      accuracy: proportion(hits[bin], rows[bin]),
    });
  }
  const gaps = filled.map((bin) => Math.abs(bin.meanConfidence - bin.accuracy.value));
  return {
    of: options.class === undefined ? 'predicted class' : { class: options.class },
    strategy,
    bins: filled,
    expectedError: filled.reduce((sum, bin, at) => sum + (bin.rows / truth.length) * gaps[at], 0),
    maximumError: gaps.reduce((most, gap) => Math.max(most, gap), 0),
    rows: truth.length,
  };
}

function confidences(
  truth: Labels,
  probabilities: Matrix,
  of: number | undefined,
): { confidence: Float64Array; right: Uint8Array } {
  const { values, rows, columns } = probabilities;
  const predicted = of === undefined ? argmaxRows(probabilities) : new Uint16Array(rows).fill(of);
  return {
    confidence: Float64Array.from({ length: rows }, (_, row) => values[row * columns + predicted[row]]),
    right: Uint8Array.from({ length: rows }, (_, row) => (predicted[row] === truth[row] ? 1 : 0)),
  };
}

const uniformEdges = (bins: number): number[] => Array.from({ length: bins + 1 }, (_, edge) => edge / bins);

function quantileEdges(confidence: Float64Array, bins: number): number[] {
  const sorted = confidence.slice().sort();
  return uniformEdges(bins).map((share) => quantileOfSorted(sorted, share));
}

function checkOptions(bins: number, of: number | undefined, columns: number): void {
  const valid = Number.isInteger(bins) && bins >= 1 && bins <= 10_000;
  const known = of === undefined || (Number.isInteger(of) && of >= 0 && of < columns);
  if (valid && known) return;
  throw new SelvedgeError(
    'invalid-argument',
    `calibrationCurve: got ${bins} bins and class ${of}; need 1 to 10,000 bins and a class from 0 to ${columns - 1}.`,
  );
}

const badStrategy = (strategy: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `calibrationCurve: strategy: got ${shown(strategy)}; need 'uniform' (bins of equal width) or 'quantile' (of equally many rows).`,
  );
