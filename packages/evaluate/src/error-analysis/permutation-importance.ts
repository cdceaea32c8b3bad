import {
  createRng,
  type FittedClassifier,
  type LabelledRows,
  type Matrix,
  type OnProgress,
  predictedLabels,
  SelvedgeError,
} from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { onlyFields, onlyFunctions, shown, throwIfAborted, unfitData } from '@selvedge/data/checks';
import type { Metric } from '../metrics/metric.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import { standardDeviation } from '../statistics/moments.js';

/** How columns are shuffled and scored. */
export interface PermutationImportanceOptions {
  /** Default `accuracy`. */
  readonly metric?: MetricName | Metric;
  /** Times that each column is shuffled; default 5. */
  readonly repeats?: number;
  /** Default 0. */
  readonly seed?: number;
  /**
   * Columns that are shuffled together, such as the pixels of a region or the columns of one category; default each for
   * itself.
   */
  readonly groups?: readonly (readonly number[])[];
  /** A weight of 0 or more for each row, of the scores; default 1 each. */
  readonly sampleWeight?: ArrayLike<number>;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  readonly threads?: number;
}

/** What a column is worth to a model. Plain JSON. */
export interface ColumnImportance {
  /** The columns that were shuffled, one where there are no groups. */
  readonly columns: readonly number[];
  /** By how much the score got worse, the mean over the repeats: about 0 for a column that the model does not use. */
  readonly mean: number;
  /** Over the repeats, divided by their number less 1 (scikit-learn's is divided by their number); null of one repeat. */
  readonly standardDeviation: number | null;
  /** Of each repeat. */
  readonly values: readonly number[];
}

/** Permutation importance of a fitted model. Plain JSON. */
export interface PermutationImportance {
  readonly metric: string;
  /** On the rows as they are. */
  readonly score: number;
  readonly repeats: number;
  /** In the order of the columns, or of the groups. */
  readonly importances: readonly ColumnImportance[];
}

const OPTIONS = ['metric', 'repeats', 'seed', 'groups', 'sampleWeight', 'signal', 'onProgress', 'threads'];

/**
 * How much worse a fitted model scores when one column is shuffled, as scikit-learn's `permutation_importance`. Of rows
 * that the model was not fitted on; columns that say the same share their importance, because each makes up for the other.
 *
 * @throws SelvedgeError `shape-mismatch`; `invalid-argument` for an unknown option, fewer than one repeat, a column that
 * does not exist, or a metric that is undefined for these rows; `aborted`
 * @see Breiman, Random Forests, Machine Learning 45 (2001), section 10
 */
export async function permutationImportance(
  model: FittedClassifier,
  rows: LabelledRows,
  options: PermutationImportanceOptions = {},
): Promise<PermutationImportance> {
  onlyFields('permutationImportance, options', options, OPTIONS);
  onlyFunctions('permutationImportance', options, ['onProgress']);
  const { repeats = 5, seed = 0, sampleWeight, signal, onProgress, threads } = options;
  const { features, labels } = rows;
  const groups = options.groups ?? Array.from({ length: features.columns }, (_, column) => [column]);
  checkSizes(repeats, groups, features.columns);
  const { name, better, of } = metric(options.metric ?? 'accuracy');
  const predicting = { ...(signal && { signal }), ...(threads !== undefined && { threads }) };
  const scoreOf = async (matrix: Matrix): Promise<number> => {
    const probabilities = await model.predictProba(matrix, predicting);
    const predicted = predictedLabels(model, probabilities);
    const score = of({ truth: labels, predicted, probabilities, classes: rows.classes, sampleWeight });
    if (Number.isNaN(score)) throw undefinedHere(name);
    return score;
  };
  const score = await scoreOf(features);
  const sign = better === 'higher' ? 1 : -1;
  const importances: ColumnImportance[] = [];
  for (const [at, columns] of groups.entries()) {
    const values: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      throwIfAborted(signal, 'permutation importance');
      const order = createRng(seed).fork('permutation', at, repeat).shuffle(Uint32Array.from(labels.keys()));
      values.push(sign * (score - (await scoreOf(shuffled(features, columns, order)))));
    }
    const spread = repeats < 2 ? null : standardDeviation(values);
    importances.push({ columns, mean: mean(values), standardDeviation: spread, values });
    onProgress?.({ step: 'permutation importance', done: at + 1, total: groups.length });
  }
  return { metric: name, score, repeats, importances };
}

/** A copy whose columns have the numbers of other rows, all of the same. */
function shuffled({ values, rows, columns }: Matrix, changed: readonly number[], order: Uint32Array): Matrix {
  const copy = values.slice();
  for (let row = 0; row < rows; row++) {
    for (const column of changed) copy[row * columns + column] = values[order[row] * columns + column];
  }
  return { values: copy, rows, columns };
}

function checkSizes(repeats: number, groups: readonly (readonly number[])[], columns: number): void {
  if (!(Number.isInteger(repeats) && repeats >= 1)) {
    throw new SelvedgeError(
      'invalid-argument',
      `permutationImportance: repeats is ${repeats}; need a whole number of at least 1.`,
    );
  }
  if (!Array.isArray(groups) || !groups.every((group) => Array.isArray(group) && group.length > 0)) {
    throw new SelvedgeError(
      'invalid-argument',
      `permutationImportance: groups is ${shown(groups)}; need lists of columns, for instance groups: [[0, 1], [2]].`,
    );
  }
  const outside = groups.flat().find((column) => !(Number.isInteger(column) && column >= 0 && column < columns));
  if (outside === undefined) return;
  throw new SelvedgeError(
    'invalid-argument',
    `permutationImportance: a group has column ${outside}; the rows have columns 0 to ${columns - 1}.`,
  );
}

const undefinedHere = (name: string): SelvedgeError =>
  unfitData(`permutationImportance: ${name} is undefined for these rows. Take rows of every class, or another metric.`);
