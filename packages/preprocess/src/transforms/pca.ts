import { count, defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import {
  type FittedTransform,
  type Matrix,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { columnMoments, isConstant } from '@selvedge/data/arithmetic';
import { checkFinite, checkFiniteTensors, checkResult, checkSquares } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';
import type { PcaParams } from '../specs.generated.js';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';
import { principalDirections } from './principal-directions.js';

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
    knownAs: ['principal-components', 'principal-component-analysis', 'truncated-svd', 'svd'],
    description: 'Principal component analysis: projects rows on the directions of largest variance.',
    fields: {
      components: count(100_000).describe('Directions that are kept; at most the smaller of rows and columns.'),
      whiten: z
        .boolean()
        .default(false)
        .describe('Divides each component by its standard deviation; one without variance becomes 0.'),
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
      checkFinite('pca', train.features);
      checkSquares('pca', train.features);
      const most = Math.min(rows, columns);
      if (components > most) throw tooMany(components, most, train.features);
      const mean = centresOf(train.features);
      const { directions, variances } = await principalDirections(train.features, mean, components);
      if (whiten) {
        // What rounding leaves of a direction without variance would be blown up to any size.
        const noise = variances[0] * Math.max(rows, columns) * Number.EPSILON;
        for (let at = 0; at < components; at++) {
          const scale = variances[at] > noise ? 1 / Math.sqrt(variances[at]) : 0;
          for (let column = 0; column < columns; column++) directions[at * columns + column] *= scale;
        }
      }
      return fittedPca(spec, formOfShaped(train), mean, directions, variances);
    },
  };
}

/** Means of columns. Of a constant one its number: what rounding adds to a mean of 1e9 is more than other columns may vary. */
function centresOf(features: Matrix): Float64Array {
  const { means, variances } = columnMoments(features);
  return means.map((mean, at) => (isConstant(variances[at], mean, features.rows) ? features.values[at] : mean));
}

/** What a saved projection says, checked. */
function loadPca({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${PCA_FORMAT}: version ${version}; this reads ${VERSION}.`);
  const params = config['params'] as unknown as PcaParams;
  const form = readForm(PCA_FORMAT, config['shape'], config['names']);
  const { mean, directions, variances } = tensors;
  const valid =
    mean?.values instanceof Float64Array &&
    directions?.values instanceof Float32Array &&
    variances?.values instanceof Float64Array &&
    mean.values.length === form.columns &&
    directions.values.length === form.columns * variances.values.length;
  if (!valid)
    throw new SelvedgeError('corrupt-file', `${PCA_FORMAT}: its arrays do not fit each other. Fit and save it again.`);
  checkFiniteTensors({ format: PCA_FORMAT, tensors });
  return fittedPca(
    params,
    form,
    mean.values as Float64Array,
    directions.values as Float32Array,
    variances.values as Float64Array,
  );
}

function fittedPca(
  spec: PcaParams,
  form: FittedForm,
  mean: Float64Array,
  directions: Float32Array,
  variances: Float64Array,
): FittedTransform {
  const components = variances.length;
  return {
    kind: 'pca',
    apply(rows) {
      const given = rowsOfTransform('pca', rows, form);
      checkFinite('pca', given);
      const features = project(given, mean, directions, components);
      checkResult('pca', given, features, 'row');
      return { features, shape: [components] };
    },
    save: () => ({
      format: PCA_FORMAT,
      version: VERSION,
      config: { params: { ...spec }, ...savedForm(form) },
      tensors: {
        mean: { values: mean, shape: [mean.length] },
        directions: { values: directions, shape: [components, mean.length] },
        variances: { values: variances, shape: [components] },
      },
    }),
  };
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
    let at = 0;
    // Four sums at a time, for one has to wait for each addition.
    for (; at + 4 <= components; at += 4) {
      let [first, second, third, fourth] = [0, 0, 0, 0];
      for (let column = 0, place = at * columns; column < columns; column++, place++) {
        const value = centred[column];
        first += value * directions[place];
        second += value * directions[place + columns];
        third += value * directions[place + 2 * columns];
        fourth += value * directions[place + 3 * columns];
      }
      result[row * components + at] = first;
      result[row * components + at + 1] = second;
      result[row * components + at + 2] = third;
      result[row * components + at + 3] = fourth;
    }
    for (; at < components; at++) {
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
