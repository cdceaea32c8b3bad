import {
  createRng,
  type LabelledRows,
  type Matrix,
  type RowIndices,
  SelvedgeError,
  selectLabelled,
  stratifiedPartition,
} from '@selvedge/data';
import type { MakeClassifier } from '../fitting/make-classifier.js';

/** What the probe found. Plain JSON. */
export interface StateLeakCheck {
  /** `not checked` where it was turned off, or the rows hold a single class. */
  readonly stateLeak: 'none found' | 'not checked';
}

/** Enough rows to see weights that were carried over, few enough to cost little. */
const PROBE_ROWS = 200;

/** Twice the same fit may differ by rounding on several threads; carried weights differ by far more. */
const TOLERANCE = 1e-3;

/**
 * Fits a small probe now and again when the returned function is called, after other fits: a model that starts from
 * scratch predicts the same both times, one that goes on from where the last fit stopped does not.
 *
 * @param whole - training rows of the first fit: the probe of a model that refuses to be fitted on few rows (a
 * thousand neighbours, say)
 * @returns the second fit, which throws SelvedgeError `invalid-argument` when its predictions differ; undefined when the
 * rows hold fewer than two classes, which no classifier can be fitted on
 */
export async function probeStateLeak(
  make: MakeClassifier,
  rows: LabelledRows,
  whole: RowIndices,
  options: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<(() => Promise<void>) | undefined> {
  const small = probeRows(rows);
  if (new Set(small.labels).size < 2) return undefined;
  const answer = async (probe: LabelledRows): Promise<Matrix> => {
    const fitted = await make().fit(probe, options);
    const predicted = await fitted.predictProba(small.features, options.signal ? { signal: options.signal } : {});
    await fitted.dispose?.();
    return predicted;
  };
  let probe = small;
  const before = await answer(small).catch((error: unknown) => {
    if (!(error instanceof SelvedgeError && error.code === 'invalid-argument')) throw error;
    probe = selectLabelled(rows, whole);
    return answer(probe);
  });
  return async () => {
    const after = await answer(probe);
    let gap = 0;
    for (let at = 0; at < after.values.length; at++)
      gap = Math.max(gap, Math.abs(after.values[at] - before.values[at]));
    if (!(gap <= TOLERANCE)) throw leaks(gap);
  };
}

function probeRows(rows: LabelledRows): LabelledRows {
  const parts = Math.max(1, Math.floor(rows.labels.length / PROBE_ROWS));
  const [part] = stratifiedPartition(rows.labels, parts, createRng('state leak'));
  return selectLabelled(rows, part);
}

const leaks = (gap: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `state leak: the same fit with the same seed gave probabilities that differ by ${gap.toPrecision(2)} before and after other fits, so the classifier carries state from fit to fit or ignores its seed. The scores are void. Start every fit from new weights, and draw everything random from the seed.`,
  );
