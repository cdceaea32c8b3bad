import { count, defineTransform, type TransformDefinition } from '@selvedge/component';
import {
  type FittedTransform,
  type Matrix,
  numbersIn,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { z } from 'zod';
import type { PcaParams } from '../specs.generated.js';
import { sameShape } from './check-shape.js';

const PCA_FORMAT = 'selvedge.transform.pca';
const VERSION = 1;

/**
 * The eigenvectors of the training rows' covariance matrix (divided by rows - 1, as in scikit-learn). Each direction's
 * sign is chosen so that its largest entry in magnitude is positive.
 *
 * @see Jolliffe, Principal Component Analysis, 2nd ed., chapter 3
 */
export const pca: TransformDefinition<PcaParams> = defineTransform(
  {
    kind: 'pca',
    description: 'Principal component analysis: projects rows on the directions of largest variance.',
    fields: {
      components: count(100_000).describe('Directions that are kept; at most the smaller of rows and columns.'),
      whiten: z.boolean().default(false).describe('Divides each component by its standard deviation.'),
    },
  },
  { format: PCA_FORMAT, create: pcaTransform, load: loadPca },
);

function pcaTransform(spec: PcaParams): Transform {
  const { components, whiten } = spec;
  return {
    kind: 'pca',
    params: spec,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const { rows, columns } = train.features;
      const most = Math.min(rows, columns);
      if (components > most) throw tooMany(components, most, train.features);
      const mean = meansOf(train.features);
      const { directions, variances } = await principal(covariance(train.features, mean), columns, components);
      if (whiten) {
        for (let at = 0; at < components; at++) {
          const scale = variances[at] > 0 ? 1 / Math.sqrt(variances[at]) : 0;
          for (let column = 0; column < columns; column++) directions[at * columns + column] *= scale;
        }
      }
      return fittedPca(spec, train.shape, mean, directions, variances);
    },
  };
}

/** What a saved projection says, checked. */
function loadPca({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${PCA_FORMAT}: version ${version}; this reads ${VERSION}.`);
  const { params, shape } = config as unknown as { params: PcaParams; shape: number[] };
  const { mean, directions, variances } = tensors;
  const valid =
    Array.isArray(shape) &&
    mean?.values instanceof Float64Array &&
    directions?.values instanceof Float32Array &&
    variances?.values instanceof Float64Array &&
    mean.values.length === numbersIn(shape) &&
    directions.values.length === numbersIn(shape) * variances.values.length;
  if (!valid)
    throw new SelvedgeError('corrupt-file', `${PCA_FORMAT}: its arrays do not fit each other. Fit and save it again.`);
  return fittedPca(
    params,
    shape,
    mean.values as Float64Array,
    directions.values as Float32Array,
    variances.values as Float64Array,
  );
}

function fittedPca(
  spec: PcaParams,
  shape: readonly number[],
  mean: Float64Array,
  directions: Float32Array,
  variances: Float64Array,
): FittedTransform {
  const components = variances.length;
  return {
    kind: 'pca',
    apply(rows) {
      sameShape('pca', rows, shape);
      return { features: project(rows.features, mean, directions, components), shape: [components] };
    },
    save: () => ({
      format: PCA_FORMAT,
      version: VERSION,
      config: { params: { ...spec }, shape },
      tensors: {
        mean: { values: mean, shape: [mean.length] },
        directions: { values: directions, shape: [components, mean.length] },
        variances: { values: variances, shape: [components] },
      },
    }),
  };
}

function meansOf({ values, rows, columns }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) sums[column] += values[at];
  return sums.map((sum) => sum / rows);
}

/** Rows that are accumulated together: their centred values fit the first-level cache beside a stretch of the sums. */
const BLOCK = 8;

function covariance({ values, rows, columns }: Matrix, mean: Float64Array): Float64Array {
  const sums = new Float64Array(columns * columns);
  const centred = new Float64Array(BLOCK * columns);
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    centred.fill(0);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < columns; column++) {
        centred[column * BLOCK + row] = values[(first + row) * columns + column] - mean[column];
      }
    }
    for (let i = 0; i < columns; i++) {
      const a = i * BLOCK;
      const [a0, a1, a2, a3] = [centred[a], centred[a + 1], centred[a + 2], centred[a + 3]];
      const [a4, a5, a6, a7] = [centred[a + 4], centred[a + 5], centred[a + 6], centred[a + 7]];
      for (let j = i, b = i * BLOCK; j < columns; j++, b += BLOCK) {
        sums[i * columns + j] +=
          a0 * centred[b] +
          a1 * centred[b + 1] +
          a2 * centred[b + 2] +
          a3 * centred[b + 3] +
          a4 * centred[b + 4] +
          a5 * centred[b + 5] +
          a6 * centred[b + 6] +
          a7 * centred[b + 7];
      }
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = i; j < columns; j++) {
      const value = sums[i * columns + j] / Math.max(1, rows - 1);
      sums[i * columns + j] = value;
      sums[j * columns + i] = value;
    }
  }
  return sums;
}

async function principal(
  matrix: Float64Array,
  columns: number,
  components: number,
): Promise<{ directions: Float32Array; variances: Float64Array }> {
  // As long to load as half of this package, and for this transform alone.
  const { EigenvalueDecomposition, Matrix: MlMatrix } = await import('ml-matrix');
  const square = MlMatrix.from1DArray(columns, columns, matrix as unknown as number[]);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(square, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, at) => at).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const directions = new Float32Array(components * columns);
  const variances = new Float64Array(components);
  for (let at = 0; at < components; at++) {
    variances[at] = Math.max(0, realEigenvalues[order[at]]);
    let largest = 0;
    for (let row = 0; row < columns; row++) {
      const entry = eigenvectorMatrix.get(row, order[at]);
      if (Math.abs(entry) > Math.abs(largest)) largest = entry;
      directions[at * columns + row] = entry;
    }
    if (largest < 0) for (let row = 0; row < columns; row++) directions[at * columns + row] *= -1;
  }
  return { directions, variances };
}

function project(
  { values, rows, columns }: Matrix,
  mean: Float64Array,
  directions: Float32Array,
  components: number,
): Matrix<Float32Array> {
  const result = new Float32Array(rows * components);
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) centred[column] = values[row * columns + column] - mean[column];
    for (let at = 0; at < components; at++) {
      let sum = 0;
      for (let column = 0, place = at * columns; column < columns; column++, place++)
        sum += centred[column] * directions[place];
      result[row * components + at] = sum;
    }
  }
  return { values: result, rows, columns: components };
}

const tooMany = (components: number, most: number, { rows, columns }: Matrix): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `transform 'pca': components: got ${components}; need at most ${most} for ${rows} rows of ${columns} numbers.`,
  );
