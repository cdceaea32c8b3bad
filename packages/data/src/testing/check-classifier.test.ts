import {
  argmaxRows,
  type Classifier,
  checkLabels,
  createRng,
  type FitOptions,
  type FittedClassifier,
  type LabelledRows,
  type Labels,
  type Matrix,
  matrix,
  type PredictOptions,
  type SavedState,
  SelvedgeError,
  shareOfEqual,
  throwIfAborted,
} from '../index.js';
import { CheckFailure, checkClassifier, classifierChecks } from './index.js';

/** A small honest model: softmax of minus squared distances to the class means. Twins below break one rule each. */
class Means implements Classifier<{ sharpness: number }> {
  readonly kind: string = 'means';
  readonly params: { readonly sharpness: number } = { sharpness: 20 };

  clone(): Means {
    return new (this.constructor as typeof Means)();
  }

  async fit(train: LabelledRows, { signal }: FitOptions = {}): Promise<FittedClassifier<{ sharpness: number }>> {
    throwIfAborted(signal, 'fit means');
    return new FittedMeans(this.params, [...train.classes], train.features.columns, meansOf(train));
  }
}

class FittedMeans implements FittedClassifier<{ sharpness: number }> {
  readonly kind = 'means';
  readonly params: { readonly sharpness: number };
  readonly classes: readonly string[];
  readonly columns: number;
  protected readonly means: Float64Array;

  constructor(params: { sharpness: number }, classes: readonly string[], columns: number, means: Float64Array) {
    this.params = params;
    this.classes = classes;
    this.columns = columns;
    this.means = means;
  }

  async predict(features: Matrix, options?: PredictOptions): Promise<Labels> {
    return argmaxRows(await this.predictProba(features, options));
  }

  async predictProba(features: Matrix, { signal }: PredictOptions = {}): Promise<Matrix<Float32Array>> {
    throwIfAborted(signal, 'predict with means');
    const { values, rows, columns } = checked(features);
    if (columns !== this.columns) throw new SelvedgeError('shape-mismatch', `means: ${columns} columns`);
    const shares = matrix(new Float32Array(rows * this.classes.length), rows, this.classes.length);
    for (let row = 0; row < rows; row++) {
      const squares = this.classes.map((_, label) => {
        let square = 0;
        for (let column = 0; column < columns; column++) {
          square += (values[row * columns + column] - this.means[label * columns + column]) ** 2;
        }
        return Number.isNaN(square) ? Number.POSITIVE_INFINITY : square;
      });
      const least = Math.min(...squares);
      const unit = Math.max(...squares.filter(Number.isFinite), 1e-9) / this.params.sharpness;
      const weights = squares.map((square) => Math.exp((least - square) / unit));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      weights.forEach((weight, label) => {
        shares.values[row * weights.length + label] = weight / total;
      });
    }
    return shares;
  }

  async score(rows: LabelledRows): Promise<number> {
    return shareOfEqual(rows.labels, await this.predict(rows.features));
  }

  save(): SavedState {
    const { params, classes, columns } = this;
    const means = { values: this.means.slice(), shape: [classes.length, columns] };
    return { format: 'selvedge.means', version: 1, config: { params, classes, columns }, tensors: { means } };
  }
}

function load({ format, version, config, tensors }: SavedState): FittedMeans {
  if (format !== 'selvedge.means' || version !== 1) throw new SelvedgeError('unsupported', `means: ${format}`);
  const { params, classes, columns } = config as unknown as FittedMeans;
  if (!params || !tensors['means']) throw new SelvedgeError('corrupt-file', 'means: parts are missing');
  return new FittedMeans(params, classes, columns, tensors['means'].values as Float64Array);
}

function meansOf(train: LabelledRows): Float64Array {
  const { values, rows, columns } = checked(train.features);
  checkLabels('means', train);
  if (rows === 0 || new Set(train.labels).size < 2) throw new SelvedgeError('invalid-argument', 'means: too few');
  const means = new Float64Array(train.classes.length * columns);
  const counts = new Float64Array(train.classes.length);
  for (let row = 0; row < rows; row++) {
    counts[train.labels[row]]++;
    for (let column = 0; column < columns; column++) {
      means[train.labels[row] * columns + column] += values[row * columns + column];
    }
  }
  return means.map((sum, at) => sum / counts[Math.floor(at / columns)]);
}

function checked(features: Matrix): Matrix {
  if (features.values.length !== features.rows * features.columns) throw new SelvedgeError('shape-mismatch', 'means');
  if (features.values.some((value: number) => !Number.isFinite(value))) {
    throw new SelvedgeError('invalid-argument', 'means: a number is not finite');
  }
  return features;
}

/** A twin whose fitted model differs. */
function twin(change: (this: FittedMeans, train: LabelledRows) => Partial<FittedClassifier>): () => Classifier {
  return () => {
    const model = new Means();
    const { fit } = model;
    return Object.assign(model, {
      async fit(train: LabelledRows, options: FitOptions = {}) {
        const fitted = await fit.call(model, train, options);
        return Object.assign(fitted, change.call(fitted as FittedMeans, train));
      },
    });
  };
}

/** A twin whose `fit` is preceded by something it should not do, or sees other rows. */
function fitTwin(before: (train: LabelledRows, options: FitOptions) => [LabelledRows, FitOptions]): () => Classifier {
  return () => {
    const model = new Means();
    const { fit } = model;
    return Object.assign(model, {
      fit: async (train: LabelledRows, options: FitOptions = {}) => fit.call(model, ...before(train, options)),
    });
  };
}

const honest = FittedMeans.prototype;
let calls = 0;
const firstRows: LabelledRows[] = [];
const patched = (patch: Partial<LabelledRows>, train: LabelledRows): LabelledRows => ({ ...train, ...patch });

/** What is broken, the twin, and the check that must notice. */
const TWINS: readonly [string, () => Classifier, string][] = [
  [
    'writes to the training rows',
    fitTwin((train, options) => {
      train.features.values.fill(9);
      return [train, options];
    }),
    'fitting leaves the rows and labels alone',
  ],
  [
    'sorts the labels',
    fitTwin((train, options) => {
      train.labels.sort();
      return [train, options];
    }),
    'fitting leaves the rows and labels alone',
  ],
  [
    'ignores the signal of fit',
    fitTwin((train, { signal: _, ...options }) => [train, options]),
    'it stops a fit whose signal has fired',
  ],
  [
    'keeps the first rows it ever saw',
    fitTwin((train, options) => {
      firstRows.push(train);
      return [firstRows.at(-2) ?? train, options];
    }),
    'nothing is carried over from an earlier fit',
  ],
  [
    'fills NaN in silently',
    fitTwin((train, options) => [
      patched(
        {
          features: {
            ...train.features,
            values: train.features.values.map((value: number) => value || 0) as Float32Array,
          },
        },
        train,
      ),
      options,
    ]),
    'it refuses to fit NaN',
  ],
  [
    'drops the last class',
    fitTwin((train, options) => [patched({ labels: train.labels.map((label) => Math.min(label, 1)) }, train), options]),
    'it learns three well separated classes',
  ],
  [
    'cuts rows without labels off',
    fitTwin((train, options) => [
      patched(
        {
          features: {
            ...train.features,
            rows: train.labels.length,
            values: train.features.values.slice(0, train.labels.length * train.features.columns),
          },
        },
        train,
      ),
      options,
    ]),
    'it refuses to fit fewer labels than rows',
  ],
  [
    'ignores the seed',
    twin(() => ({ predictProba: async (features) => jitter(await probabilities(features), calls++) })),
    'the same seed gives the same model',
  ],
  [
    'counts its predictions',
    twin(() => {
      let asked = 0;
      return { predictProba: async (features) => jitter(await probabilities(features), asked++) };
    }),
    'predicting twice gives the same answer',
  ],
  [
    'scales by the rows beside',
    twin(function (this: FittedMeans) {
      return { predictProba: async (features: Matrix) => honest.predictProba.call(this, centred(features)) };
    }),
    'a prediction does not depend on the rows beside it',
  ],
  [
    'writes to the rows it predicts',
    twin(function (this: FittedMeans) {
      return {
        predictProba: async (features: Matrix) => {
          const shares = await honest.predictProba.call(this, features);
          features.values[0] = 0;
          return shares;
        },
      };
    }),
    'predicting leaves the rows alone',
  ],
  [
    'keeps the training arrays',
    twin(function (this: FittedMeans, train: LabelledRows) {
      return {
        predictProba: (features: Matrix) =>
          honest.predictProba.call(new FittedMeans(this.params, this.classes, this.columns, rawMeans(train)), features),
      };
    }),
    'later changes of the training arrays do not reach the model',
  ],
  [
    'gives sums of 2',
    twin(function (this: FittedMeans) {
      return {
        predictProba: async (features: Matrix) => {
          const shares = await honest.predictProba.call(this, features);
          return { ...shares, values: shares.values.map((share) => share * 2) };
        },
      };
    }),
    'the probabilities of each row sum to 1',
  ],
  [
    'gives logits',
    twin(function (this: FittedMeans) {
      return {
        predictProba: async (features: Matrix) => {
          const shares = await honest.predictProba.call(this, features);
          return { ...shares, values: shares.values.map(Math.log) };
        },
      };
    }),
    'probabilities lie in [0, 1]',
  ],
  [
    'gives a list of labels',
    twin(() => ({ predict: async (features) => Array.from({ length: features.rows }, () => 0) as unknown as Labels })),
    'predict gives one class number per row',
  ],
  [
    'predicts the least probable',
    twin(function (this: FittedMeans) {
      return {
        predict: async (features: Matrix) => {
          const shares = await this.predictProba(features);
          return argmaxRows({ ...shares, values: shares.values.map((share) => -share) });
        },
      };
    }),
    'predict is the most probable class, the lowest on a tie',
  ],
  ['scores generously', twin(() => ({ score: async () => 0.999 })), 'score is the share of right labels'],
  [
    'forgets the class names',
    twin(() => ({ classes: ['0', '1', '2'] })),
    'a fitted model knows its kind, params, classes and columns',
  ],
  ['forgets the columns', twin(() => ({ columns: 1 })), 'a fitted model knows its kind, params, classes and columns'],
  [
    'takes rows of any width',
    twin(function (this: FittedMeans) {
      return {
        predictProba: (features: Matrix) =>
          honest.predictProba.call(this, {
            ...features,
            rows: Math.floor(features.values.length / this.columns),
            columns: this.columns,
          }),
      };
    }),
    'it refuses to predict rows with other columns',
  ],
  [
    'predicts NaN as something',
    twin(function (this: FittedMeans) {
      return {
        predictProba: (features: Matrix, options?: PredictOptions) =>
          honest.predictProba.call(
            this,
            { ...features, values: features.values.map((value: number) => value || 0) as Float32Array },
            options,
          ),
      };
    }),
    'it refuses to predict NaN',
  ],
  [
    'ignores the signal of predict',
    twin(function (this: FittedMeans) {
      return {
        predictProba: (features: Matrix) => honest.predictProba.call(this, features),
        predict: async (features: Matrix) => argmaxRows(await honest.predictProba.call(this, features)),
      };
    }),
    'it stops a prediction whose signal has fired',
  ],
  [
    'hands out its own arrays',
    twin(function (this: FittedMeans) {
      return {
        save: () => {
          const state = honest.save.call(this);
          return {
            ...state,
            tensors: {
              means: { values: (this as unknown as { means: Float64Array }).means, shape: [3, this.columns] },
            },
          };
        },
      };
    }),
    'a saved model is out of reach of its reader',
  ],
  [
    'saves rounded numbers',
    twin(function (this: FittedMeans) {
      return {
        save: () => {
          const state = honest.save.call(this);
          return {
            ...state,
            tensors: {
              means: {
                values: state.tensors['means'].values.map(Math.round) as Float64Array,
                shape: [3, this.columns],
              },
            },
          };
        },
      };
    }),
    'predictions are identical after saving and loading',
  ],
  [
    'saves the time',
    twin(function (this: FittedMeans) {
      return {
        save: () => {
          const state = honest.save.call(this);
          return { ...state, config: { ...state.config, savedAt: calls++ } };
        },
      };
    }),
    'saving twice gives the same bytes',
  ],
  [
    'has no version',
    twin(function (this: FittedMeans) {
      return { save: () => ({ ...honest.save.call(this), version: 0 }) };
    }),
    'a saved model names its format and version',
  ],
];

/** An honest prediction from means that every twin shares. */
async function probabilities(features: Matrix): Promise<Matrix<Float32Array>> {
  const shares = Float32Array.from({ length: features.rows * 3 }, () => 1 / 3);
  return matrix(shares, features.rows, 3);
}

function jitter(shares: Matrix<Float32Array>, seed: number): Matrix<Float32Array> {
  const rng = createRng(seed);
  return { ...shares, values: shares.values.map((share) => share + 1e-6 * rng.uniform()) };
}

function centred({ values, rows, columns }: Matrix): Matrix {
  return matrix(
    Float32Array.from(values, (value) => value - values[0]),
    rows,
    columns,
  );
}

function rawMeans({ features, labels, classes }: LabelledRows): Float64Array {
  const means = new Float64Array(classes.length * features.columns);
  for (const [row, label] of labels.entries()) {
    for (let column = 0; column < features.columns; column++) {
      means[label * features.columns + column] = features.values[row * features.columns + column];
    }
  }
  return means;
}

describe('checkClassifier(make, options)', () => {
  test('passes an honest model, with at least forty checks', async () => {
    const { passed, skipped } = await checkClassifier(() => new Means(), { load });
    expect(passed.length).toBeGreaterThanOrEqual(40);
    expect(skipped).toEqual([]);
    expect(new Set(passed).size).toBe(passed.length);
  });

  test.each(TWINS)('catches a model that %s', async (_, make, name) => {
    const failure: unknown = await checkClassifier(make, { load }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CheckFailure);
    expect((failure as CheckFailure).failed).toContain(name);
  });

  test('catches a loader that takes anything', async () => {
    const careless = ({ tensors }: SavedState): FittedMeans =>
      new FittedMeans({ sharpness: 20 }, ['a', 'b', 'c'], 6, tensors['means']?.values as Float64Array);
    const failure: unknown = await checkClassifier(() => new Means(), { load: careless }).catch((error) => error);
    expect((failure as CheckFailure).failed).toEqual(
      expect.arrayContaining([
        'loading refuses a newer version',
        'loading refuses another format',
        'loading refuses a model that lost its tensors',
        'loading refuses a model that lost its config',
        'a loaded model knows its kind, params, classes and columns',
      ]),
    );
  });

  test('skips by name, and refuses a name that is no check', async () => {
    const skip = { 'it refuses to fit NaN': 'for this test' };
    const { skipped } = await checkClassifier(() => new Means(), { load, skip });
    expect(skipped).toEqual([{ name: 'it refuses to fit NaN', reason: 'for this test' }]);
    await expect(checkClassifier(() => new Means(), { skip: { nonsense: 'x' } })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  test('gives its checks one by one for a test framework', () => {
    const checks = classifierChecks(() => new Means());
    expect(checks.map(({ name }) => name)).toContain('the same seed gives the same model');
  });
});
