import {
  createRng,
  type FitOptions,
  type FittedClassifier,
  type LabelledRows,
  type RowIndices,
  rowIndices,
  selectLabelled,
  stratifiedPartition,
} from '@selvedge/data';
import type { BaseModelSpec } from '../specs.generated.js';
import { disposeMembers, fitMembers } from './fit-members.js';

/** What is fitted fold by fold. */
export interface FoldFits {
  readonly members: readonly BaseModelSpec[];
  readonly folds: number;
  /** Named in progress: `fit stacking`. */
  readonly step: string;
  /** Fits of all rounds together, those after the folds included. */
  readonly total: number;
}

/**
 * Fits the members on the rows of all folds but one, for each fold in turn.
 *
 * @param options - `sampleWeight`: a weight for each row of `train`
 * @param look - gets the fitted members, which are disposed afterwards, and the rows that they were not fitted on
 */
export async function fitOutOfFold(
  train: LabelledRows,
  { sampleWeight, ...options }: FitOptions,
  { members, folds, step, total }: FoldFits,
  look: (fitted: readonly FittedClassifier[], heldOut: RowIndices) => Promise<void>,
): Promise<void> {
  const { labels } = train;
  const parts = stratifiedPartition(labels, folds, createRng(options.seed ?? 0).fork('folds'));
  const foldOf = new Uint16Array(labels.length);
  for (const [fold, part] of parts.entries()) for (const row of part) foldOf[row] = fold;
  for (const [fold, part] of parts.entries()) {
    const others = rowIndices(Uint32Array.from(labels.keys()).filter((row) => foldOf[row] !== fold));
    const weights = sampleWeight && { sampleWeight: Float64Array.from(others, (row) => sampleWeight[row]) };
    const fit = { step, round: fold + 1, done: fold * members.length, total };
    const fitted = await fitMembers(members, selectLabelled(train, others), { ...options, ...weights }, fit);
    try {
      await look(fitted, part);
    } finally {
      await disposeMembers(fitted);
    }
  }
}
