import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import {
  type FittedTransform,
  type Matrix,
  type Numbers,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { mean, quantileOfSorted } from '@selvedge/data/arithmetic';
import { checkFiniteTensors, unfitData, withForm } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';
import type { ImputeParams } from '../specs.generated.js';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';
import { sortedColumn } from './quantiles.js';

const FORMAT = 'selvedge.transform.impute';
const VERSION = 1;

/** @see SimpleImputer of scikit-learn */
export const impute: TransformDefinition<ImputeParams> = defineTransform(
  {
    kind: 'impute',
    description: 'Fills in missing values (NaN), with what the other training rows have in their column.',
    knownAs: ['SimpleImputer', 'fillna', 'imputer', 'imputation', 'fill-missing', 'missing'],
    fields: {
      strategy: z
        .enum(['mean', 'median', 'most-frequent', 'constant'])
        .default('mean')
        .describe('What a missing value becomes; of values that are equally frequent the smallest.'),
      value: z.number().default(0).describe('What it becomes with `constant`.'),
      indicator: z
        .boolean()
        .default(false)
        .describe('Adds a column of 0 and 1 for each column with missing values in training: whether it was missing.'),
    },
  },
  { format: FORMAT, create: imputeTransform, load: loadImpute },
);

/** What a missing value becomes, per column, and the columns that are indicated. */
interface Statistics {
  readonly fills: Float64Array;
  readonly indicated: Float64Array;
}

function imputeTransform(spec: ImputeParams): Transform {
  return {
    kind: spec.kind,
    params: spec,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const { features, shape } = train;
      if (spec.indicator && shape.length > 1) throw indicatedImages(shape);
      const columns = Array.from({ length: features.columns }, (_, column) => sortedColumn(features, column));
      const fills = Float64Array.from(columns, (sorted, column) => fillOf(sorted, column, spec));
      const lacking = columns.flatMap((sorted, column) => (sorted.length < features.rows ? [column] : []));
      return fittedImpute(spec, formOfShaped(train), {
        fills,
        indicated: Float64Array.from(spec.indicator ? lacking : []),
      });
    },
  };
}

function fillOf(sorted: Float64Array, column: number, { strategy, value }: ImputeParams): number {
  if (strategy === 'constant') return value;
  if (sorted.length === 0) throw noValues(column);
  if (strategy === 'median') return quantileOfSorted(sorted, 0.5);
  if (strategy === 'mean') return mean(sorted);
  let [best, most] = [sorted[0], 0];
  for (let start = 0, at = 1; at <= sorted.length; at++) {
    if (sorted[at] === sorted[start]) continue;
    if (at - start > most) [best, most] = [sorted[start], at - start];
    start = at;
  }
  return best;
}

function fittedImpute(spec: ImputeParams, form: FittedForm, statistics: Statistics): FittedTransform {
  const { fills, indicated } = statistics;
  const names = form.names && [...form.names, ...indicatorNames(form.names, indicated)];
  return {
    kind: spec.kind,
    apply(rows) {
      const whole = filled(rowsOfTransform(spec.kind, rows, form), statistics);
      const shape = indicated.length === 0 ? rows.shape : [whole.columns];
      return { features: withForm(whole, { shape, ...(names && { names }) }), shape };
    },
    save: () => ({
      format: FORMAT,
      version: VERSION,
      config: { params: { ...spec }, ...savedForm(form) },
      tensors: {
        fills: { values: fills, shape: [fills.length] },
        indicated: { values: indicated, shape: [indicated.length] },
      },
    }),
  };
}

/** As scikit-learn has them. */
const indicatorNames = (names: readonly string[], indicated: Float64Array): readonly string[] =>
  Array.from(indicated, (column) => `missingindicator_${names[column]}`);

function filled({ values, rows, columns }: Matrix, { fills, indicated }: Statistics): Matrix {
  const width = columns + indicated.length;
  // Bytes have no missing values, so that without indicators they are passed on as they are.
  if (values instanceof Uint8Array && width === columns) return { values, rows, columns };
  const result = new (values.constructor as new (length: number) => Numbers)(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column];
      result[row * width + column] = Number.isNaN(value) ? fills[column] : value;
    }
    for (const [at, column] of indicated.entries())
      result[row * width + columns + at] = Number.isNaN(values[row * columns + column]) ? 1 : 0;
  }
  return { values: result, rows, columns: width };
}

function loadImpute({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${FORMAT}: version ${version}; this reads ${VERSION}.`);
  const form = readForm(FORMAT, config['shape'], config['names']);
  const params = config['params'] as unknown as ImputeParams;
  const fills = tensors['fills']?.values;
  const indicated = tensors['indicated']?.values;
  const valid =
    fills instanceof Float64Array &&
    indicated instanceof Float64Array &&
    fills.length === form.columns &&
    indicated.every((column) => Number.isInteger(column) && column >= 0 && column < fills.length) &&
    params?.kind === 'impute';
  if (!valid)
    throw new SelvedgeError('corrupt-file', `${FORMAT}: its arrays do not fit the shape. Fit and save it again.`);
  checkFiniteTensors({ format: FORMAT, tensors });
  return fittedImpute(params, form, { fills, indicated });
}

const noValues = (column: number): SelvedgeError =>
  unfitData(
    `transform 'impute': column ${column} has no value in any training row. Leave it out (drop), or use strategy: 'constant'.`,
  );

const indicatedImages = (shape: readonly number[]): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `transform 'impute': indicator is for tables; the rows have the shape [${shape.join(', ')}]. Flatten them first.`,
  );
