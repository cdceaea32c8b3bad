import { checkLabels, checkSampleWeight, checkSquares, throwIfAborted } from '../src/checks.js';
import {
  argmaxRows,
  type Classifier,
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
} from '../src/index.js';
import type { ScoreOptions } from '../src/types.js';

/** A small honest model: softmax of minus squared distances to the class means. Twins below break one rule each. */
export class Means implements Classifier<{ sharpness: number }> {
  readonly kind: string = 'means';
  readonly params: { readonly sharpness: number } = { sharpness: 20 };

  clone(): Means {
    return new (this.constructor as typeof Means)();
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedClassifier<{ sharpness: number }>> {
    throwIfAborted(options.signal, 'fit means');
    const weights = checkSampleWeight('means', options.sampleWeight, train.labels.length);
    return new FittedMeans(this.params, [...train.classes], train.features.columns, meansOf(train, weights));
  }
}

export class FittedMeans implements FittedClassifier<{ sharpness: number }> {
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

  async score(rows: LabelledRows, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return shareOfEqual(rows.labels, await this.predict(rows.features), sampleWeight);
  }

  save(): SavedState {
    const { params, classes, columns } = this;
    const means = { values: this.means.slice(), shape: [classes.length, columns] };
    return { format: 'selvedge.means', version: 1, config: { params, classes, columns }, tensors: { means } };
  }
}

export function load({ format, version, config, tensors }: SavedState): FittedMeans {
  if (format !== 'selvedge.means' || version !== 1) throw new SelvedgeError('unsupported', `means: ${format}`);
  const { params, classes, columns } = config as unknown as FittedMeans;
  if (!params || !tensors['means']) throw new SelvedgeError('corrupt-file', 'means: parts are missing');
  return new FittedMeans(params, classes, columns, tensors['means'].values as Float64Array);
}

export function meansOf(train: LabelledRows, weights?: Float64Array): Float64Array {
  const { values, rows, columns } = checked(train.features);
  checkLabels('means', train);
  if (rows === 0 || new Set(train.labels).size < 2) throw new SelvedgeError('invalid-argument', 'means: too few');
  const means = new Float64Array(train.classes.length * columns);
  const counts = new Float64Array(train.classes.length);
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    counts[train.labels[row]] += weight;
    for (let column = 0; column < columns; column++) {
      means[train.labels[row] * columns + column] += weight * values[row * columns + column];
    }
  }
  return means.map((sum, at) => sum / counts[Math.floor(at / columns)]);
}

export function checked(features: Matrix): Matrix {
  if (features.values.length !== features.rows * features.columns) throw new SelvedgeError('shape-mismatch', 'means');
  if (features.values.some((value: number) => !Number.isFinite(value))) {
    throw new SelvedgeError('invalid-argument', 'means: a number is not finite');
  }
  checkSquares('means', features);
  return features;
}

/** A twin whose fitted model differs. */
export function twin(change: (this: FittedMeans, train: LabelledRows) => Partial<FittedClassifier>): () => Classifier {
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
export function fitTwin(
  before: (train: LabelledRows, options: FitOptions) => [LabelledRows, FitOptions],
): () => Classifier {
  return () => {
    const model = new Means();
    const { fit } = model;
    return Object.assign(model, {
      fit: async (train: LabelledRows, options: FitOptions = {}) => fit.call(model, ...before(train, options)),
    });
  };
}

/** An honest prediction from means that every twin shares. */
export async function probabilities(features: Matrix): Promise<Matrix<Float32Array>> {
  const shares = Float32Array.from({ length: features.rows * 3 }, () => 1 / 3);
  return matrix(shares, features.rows, 3);
}

export function jitter(shares: Matrix<Float32Array>, seed: number): Matrix<Float32Array> {
  const rng = createRng(seed);
  return { ...shares, values: shares.values.map((share) => share + 1e-6 * rng.uniform()) };
}

export function centred({ values, rows, columns }: Matrix): Matrix {
  return matrix(
    Float32Array.from(values, (value) => value - values[0]),
    rows,
    columns,
  );
}

export function rawMeans({ features, labels, classes }: LabelledRows): Float64Array {
  const means = new Float64Array(classes.length * features.columns);
  for (const [row, label] of labels.entries()) {
    for (let column = 0; column < features.columns; column++) {
      means[label * features.columns + column] = features.values[row * features.columns + column];
    }
  }
  return means;
}
