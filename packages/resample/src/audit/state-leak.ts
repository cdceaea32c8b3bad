import {
  createRng,
  type FitOptions,
  type LabelledRows,
  type Matrix,
  type RowIndices,
  rowRange,
  SelvedgeError,
  selectLabelled,
  selectRows,
  stratifiedPartition,
} from '@selvedge/data';
import { onlyFields } from '@selvedge/data/checks';
import type { MakeClassifier } from '../fitting/make-classifier.js';

/** What the probe found. Plain JSON. */
export interface StateLeakCheck {
  /** `not checked` where it was turned off, the rows hold a single class, or the model refuses the probe. */
  readonly stateLeak: 'none found' | 'not checked';
}

/** Enough rows to see weights that were carried over, few enough to cost little. */
const PROBE_ROWS = 200;

/** Twice the same fit may differ by rounding on several threads; carried weights differ by far more. */
const TOLERANCE = 1e-3;

/**
 * Fits a small probe now and again when the returned function is called, after other fits: a model that starts from
 * scratch predicts the same both times, one that goes on from where the last fit stopped does not. Half of the rows are
 * also predicted alone, because no prediction may depend on the rows beside it.
 *
 * @param whole - training rows of the first fit: the probe of a model that refuses to be fitted on few rows (a
 * thousand neighbours, say)
 * @returns the second fit, which throws SelvedgeError `invalid-argument` when its predictions differ; undefined when the
 * rows hold fewer than two classes, which no classifier can be fitted on, or the model refuses both probes
 */
export async function probeStateLeak(
  make: MakeClassifier,
  rows: LabelledRows,
  whole: RowIndices,
  options: Pick<FitOptions, 'signal' | 'threads'> & { readonly seed: number },
): Promise<(() => Promise<void>) | undefined> {
  onlyFields('probeStateLeak, options', options, ['seed', 'signal', 'threads'], { randomState: 'seed: 0' });
  const small = probeRows(rows);
  if (new Set(small.labels).size < 2) return undefined;
  const signal = options.signal ? { signal: options.signal } : {};
  const answer = async (probe: LabelledRows): Promise<Answer> => {
    const fitted = await make().fit(probe, options);
    const together = await fitted.predictProba(small.features, signal);
    const half = selectRows(small.features, rowRange(0, small.labels.length >> 1));
    const alone = await fitted.predictProba(half, signal);
    await fitted.dispose?.();
    return { probe, together, alone };
  };
  const before = (await answer(small).catch(refused)) ?? (await answer(selectLabelled(rows, whole)).catch(refused));
  if (!before) return undefined;
  const gap = largestGap(before.alone, before.together);
  if (!(gap <= TOLERANCE)) throw dependent(gap);
  return async () => {
    const after = await answer(before.probe);
    const moved = largestGap(after.together, before.together);
    if (!(moved <= TOLERANCE)) throw leaks(moved);
  };
}

/** What a fit on the probe predicts for the small sample: all rows together, and half of them alone. */
interface Answer {
  readonly probe: LabelledRows;
  readonly together: Matrix;
  readonly alone: Matrix;
}

/** A model may refuse few rows (a thousand neighbours, say); what is wrong with it otherwise, its real fits tell. */
function refused(error: unknown): undefined {
  if (error instanceof SelvedgeError && error.code === 'invalid-argument') return undefined;
  throw error;
}

/** Over all numbers of the shorter one; NaN where one is NaN. */
function largestGap({ values }: Matrix, others: Matrix): number {
  let gap = 0;
  for (let at = 0; at < values.length; at++) gap = Math.max(gap, Math.abs(values[at] - others.values[at]));
  return gap;
}

function probeRows(rows: LabelledRows): LabelledRows {
  const parts = Math.max(1, Math.floor(rows.labels.length / PROBE_ROWS));
  const [part] = stratifiedPartition(rows.labels, parts, createRng('state leak'));
  return selectLabelled(rows, part);
}

const dependent = (gap: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `state leak: probabilities of the same rows differ by ${gap.toPrecision(2)} with and without other rows beside them, so the classifier uses the rows that it predicts (statistics of the batch, say). Fit everything on the training rows.`,
  );

const leaks = (gap: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `state leak: the same fit with the same seed gave probabilities that differ by ${gap.toPrecision(2)} before and after other fits, so the classifier carries state from fit to fit or ignores its seed. The scores are void. Start every fit from new weights, and draw everything random from the seed.`,
  );
