import {
  createRng,
  type Dataset,
  dataset,
  partition,
  type RowIndices,
  rowIndices,
  selectFrom,
  stratifiedPartition,
} from '@selvedge/data';
import { type Node, node } from '@selvedge/workflow';
import { codeVersions } from '../plan/code-versions.js';
import type { Parts } from './rows.js';

/** How folds are drawn from the training and validation rows. */
export interface FoldsSpec {
  readonly folds: number;
  readonly stratified: boolean;
}

/** The rows of one fold: all others are for training, these for testing. The real test rows are not among either. */
export function foldRowsNode(
  rows: Node<Parts>,
  { folds, stratified }: FoldsSpec,
  fold: number,
  seed: number,
): Node<Parts> {
  return node({
    id: `folds/${fold + 1}`,
    kind: 'folds',
    label: `divide rows for fold ${fold + 1} of ${folds}`,
    params: { folds, stratified, fold, seed },
    inputs: { rows },
    code: codeVersions(['data', 'steps']),
    async run(context) {
      const { train, validation } = await context.get(rows);
      const all = validation ? joined(train, validation) : train;
      const rng = createRng(seed).fork('folds');
      const parts = stratified ? stratifiedPartition(all.labels, folds, rng) : partition(all.labels.length, folds, rng);
      return {
        train: selectFrom(all, others(parts, fold), `all but fold ${fold + 1}`),
        test: selectFrom(all, parts[fold], `fold ${fold + 1}`),
      };
    },
  });
}

function others(parts: readonly RowIndices[], fold: number): RowIndices {
  const rows = parts.flatMap((part, at) => (at === fold ? [] : [...part]));
  return rowIndices(rows.sort((a, b) => a - b));
}

function joined(first: Dataset, second: Dataset): Dataset {
  const { features, labels } = first;
  const values = new (features.values.constructor as new (length: number) => typeof features.values)(
    features.values.length + second.features.values.length,
  );
  values.set(features.values);
  values.set(second.features.values, features.values.length);
  const both = new Uint16Array(labels.length + second.labels.length);
  both.set(labels);
  both.set(second.labels, labels.length);
  return dataset({
    ...first,
    features: { values, rows: both.length, columns: features.columns },
    labels: both,
  });
}
