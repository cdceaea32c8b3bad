import { type Dataset, dataset, type Labels, selectFrom } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { checkDuplicates } from '@selvedge/resample';
import type { FoldsCheck, Plan, PlannedFit } from '@selvedge/resample/types';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { ownIngredients } from '../plan/ingredients.js';
import { jsonCodec } from './codecs.js';
import { type Parts, type RowsNode, readsOf } from './rows.js';

/** How a plan was made, as the keys of its steps have it. */
export type Division = Readonly<Record<string, Json>>;

/** Labels of training and validation rows together: what plans are made of. The real test rows are not among them. */
export function resampledLabels({ train, validation }: Parts): Labels {
  if (!validation) return train.labels;
  const labels = new Uint16Array(train.labels.length + validation.labels.length);
  labels.set(train.labels);
  labels.set(validation.labels, train.labels.length);
  return labels;
}

const RESAMPLED = ['train.features', 'train.labels', 'validation.features', 'validation.labels'] as const;

/** The rows of one fold of a plan: its training rows, and those that judge as `test`. */
export function foldRowsNode(rows: RowsNode, fit: PlannedFit, division: Division, label: string): RowsNode {
  const made: Node<Parts> = node({
    id: `folds/${fit.id.replace('fold-', '')}`,
    kind: 'folds',
    label: `divide rows for ${label}`,
    params: division,
    inputs: { rows },
    reads: readsOf(rows, ...RESAMPLED),
    ...ownIngredients('data', 'resample'),
    async run(context) {
      const all = joined(await context.get(rows));
      return {
        train: selectFrom(all, fit.train, `all but ${fit.id}`),
        test: selectFrom(all, fit.test, fit.id),
      };
    },
  });
  return { ...made, classes: rows.classes };
}

/** Fewer training rows, as a plan has drawn them, and the validation rows. */
export function fewerRowsNode(rows: RowsNode, { train: drawn, seed }: PlannedFit): RowsNode {
  const size = drawn.length;
  const made: Node<Parts> = node({
    id: `fewer/${size}`,
    kind: 'folds',
    label: `draw ${size} training rows`,
    params: { size, seed },
    inputs: { rows },
    reads: readsOf(rows, ...RESAMPLED),
    ...ownIngredients('data', 'resample'),
    async run(context) {
      const { train, validation } = await context.get(rows);
      return { train: selectFrom(train, drawn, `${size} rows`), ...(validation && { validation }) };
    },
  });
  return { ...made, classes: rows.classes };
}

/**
 * Counts exact copies across the sides of folds. Kept, because it reads every number of the data.
 *
 * @returns a step that throws SelvedgeError `invalid-argument` for too many of them
 */
export function foldsCheckNode(
  rows: RowsNode,
  { folds }: Plan,
  division: Division,
  allowedDuplicateShare: number,
): Node<FoldsCheck> {
  return node({
    id: 'folds/check',
    kind: 'folds',
    label: 'look for copies across folds',
    params: { ...division, allowedDuplicateShare },
    inputs: { rows },
    reads: readsOf(rows, 'train.features', 'validation.features'),
    ...ownIngredients('data', 'resample'),
    run: async (context) => {
      const { features } = joined(await context.get(rows));
      return checkDuplicates(folds, features, { allowedDuplicateShare });
    },
    codec: jsonCodec<FoldsCheck>('check.json'),
  });
}

function joined({ train, validation }: Parts): Dataset {
  if (!validation) return train;
  const { features } = train;
  const values = new (features.values.constructor as new (length: number) => typeof features.values)(
    features.values.length + validation.features.values.length,
  );
  values.set(features.values);
  values.set(validation.features.values, features.values.length);
  const labels = resampledLabels({ train, validation });
  const weights = train.weights && validation.weights && { weights: joinedWeights(train.weights, validation.weights) };
  const all = { values, rows: labels.length, columns: features.columns };
  return dataset({ ...train, features: all, labels, ...weights });
}

function joinedWeights(train: Float64Array, validation: Float64Array): Float64Array {
  const all = new Float64Array(train.length + validation.length);
  all.set(train);
  all.set(validation, train.length);
  return all;
}
