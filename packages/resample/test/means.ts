import {
  argmaxRows,
  type Classifier,
  createRng,
  type FittedClassifier,
  type LabelledRows,
  type Matrix,
  matrix,
  SelvedgeError,
  shareOfEqual,
} from '@selvedge/data';

export interface Params {
  readonly shrink: number;
}

/** Nearest class mean, with hooks that broken twins use to misbehave. */
export class Means implements Classifier<Params> {
  readonly kind: string = 'means';
  readonly params: Params;
  constructor(params: Params = { shrink: 0 }) {
    const { shrink } = params;
    if (typeof shrink !== 'number')
      throw new SelvedgeError('invalid-argument', `means: shrink: got ${shrink}; need a number.`);
    this.params = params;
  }
  clone(changes: Partial<Params> = {}): Classifier<Params> {
    return new Means({ ...this.params, ...changes });
  }
  async fit(train: LabelledRows): Promise<FittedClassifier<Params>> {
    return fitted(this, meansOf(train, this.params.shrink), train.classes);
  }
}

export function meansOf({ features, labels, classes }: LabelledRows, shrink: number): Float64Array {
  const { values, columns } = features;
  const sums = new Float64Array(classes.length * columns);
  const counts = new Float64Array(classes.length);
  labels.forEach((label, row) => {
    counts[label]++;
    for (let c = 0; c < columns; c++) sums[label * columns + c] += values[row * columns + c];
  });
  return sums.map((sum, at) => ((1 - shrink) * sum) / Math.max(1, counts[Math.floor(at / columns)]));
}

export function fitted(
  classifier: Classifier<Params>,
  means: Float64Array,
  classes: readonly string[],
): FittedClassifier<Params> {
  const columns = means.length / classes.length;
  const predictProba = async ({ values, rows }: Matrix): Promise<Matrix<Float32Array>> => {
    const shares = new Float32Array(rows * classes.length);
    for (let row = 0; row < rows; row++) {
      const own = shares.subarray(row * classes.length, (row + 1) * classes.length);
      own.forEach((_, k) => {
        let squared = 0;
        for (let c = 0; c < columns; c++) squared += (values[row * columns + c] - means[k * columns + c]) ** 2;
        own[k] = Math.exp(-squared) + 1e-6;
      });
      const sum = own.reduce((total, share) => total + share, 0);
      own.forEach((share, k) => {
        own[k] = share / sum;
      });
    }
    return matrix(shares, rows, classes.length);
  };
  return {
    kind: classifier.kind,
    params: classifier.params,
    classes,
    columns,
    predictProba,
    predict: async (features) => argmaxRows(await predictProba(features)),
    score: async (rows) => shareOfEqual(rows.labels, argmaxRows(await predictProba(rows.features))),
    save: () => ({ format: 'test.means', version: 1, config: {}, tensors: {} }),
  };
}

/** Clouds around three corners; `spread` makes them overlap. */
export function clouds(rows: number, spread = 0.6, seed = 'clouds'): LabelledRows {
  const rng = createRng(seed);
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % 3);
  const values = new Float32Array(rows * 2);
  labels.forEach((label, row) => {
    values[row * 2] = (label === 1 ? 1 : 0) + spread * rng.normal();
    values[row * 2 + 1] = (label === 2 ? 1 : 0) + spread * rng.normal();
  });
  return { features: matrix(values, rows, 2), labels, classes: ['origin', 'right', 'up'] };
}
