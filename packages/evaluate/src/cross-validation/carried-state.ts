import {
  createRng,
  type LabelledRows,
  type Matrix,
  rowIndices,
  SelvedgeError,
  selectLabelled,
  stratifiedPartition,
} from '@selvedge/data';
import type { MakeClassifier } from './fit-folds.js';

/** Enough rows to see weights that were carried over, few enough to cost little. */
const PROBE_ROWS = 200;

/** Twice the same fit may differ by rounding on several threads; carried weights differ by far more. */
const TOLERANCE = 1e-3;

/**
 * Fits a small probe before the folds and again after them. A model that starts afresh says the same both times; one that
 * goes on from where the last fold stopped does not.
 *
 * @returns the second fit, which throws SelvedgeError `invalid-argument` when its predictions differ; undefined when the
 * rows are too few for a probe
 */
export async function probeCarriedState(
  make: MakeClassifier,
  rows: LabelledRows,
  options: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<(() => Promise<void>) | undefined> {
  const probe = probeRows(rows);
  if (!probe) return undefined;
  const say = async (): Promise<Matrix> => {
    const fitted = await make().fit(probe, options);
    const said = await fitted.predictProba(probe.features, options.signal ? { signal: options.signal } : {});
    await fitted.dispose?.();
    return said;
  };
  const before = await say();
  return async () => {
    const after = await say();
    let gap = 0;
    for (let at = 0; at < after.values.length; at++)
      gap = Math.max(gap, Math.abs(after.values[at] - before.values[at]));
    if (!(gap <= TOLERANCE)) throw carriedOver(gap);
  };
}

function probeRows(rows: LabelledRows): LabelledRows | undefined {
  const total = rows.labels.length;
  const parts = Math.max(1, Math.floor(total / PROBE_ROWS));
  const [part] = stratifiedPartition(rows.labels, parts, createRng('carried state'));
  const probe = selectLabelled(rows, rowIndices(part.slice(0, 2 * PROBE_ROWS)));
  return new Set(probe.labels).size >= 2 ? probe : undefined;
}

const carriedOver = (gap: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `cross-validation: the same fit with the same seed gave probabilities that differ by ${gap.toPrecision(2)} before and after the folds, so the classifier carries state from fit to fit or ignores its seed. The scores are void. Start every fit from fresh weights.`,
  );
