import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { type FittedTransform, type SavedState, SelvedgeError, type ShapedRows, type Transform } from '@selvedge/data';
import type { FittedForm } from '@selvedge/data/types';
import type { OneHotParams } from '../specs.generated.js';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';
import { type ColumnValues, columnValues, placeOf, readValues, unknownValue, valueTensors } from './column-values.js';
import { checkTable } from './table-columns.js';

const FORMAT = 'selvedge.transform.one-hot';
const VERSION = 1;
/** More different numbers than this are no categories. */
const MAX_CATEGORIES = 1000;

/** @see OneHotEncoder of scikit-learn */
export const oneHotColumns: TransformDefinition<OneHotParams> = defineTransform(
  {
    kind: 'one-hot',
    description:
      'Makes a column of 0 and 1 for each different number of a column in the training rows, named column=number. A missing value is 0 in all of them.',
    knownAs: ['OneHotEncoder', 'one-hot-encoder', 'dummies', 'get-dummies'],
    fields: {
      unknown: z
        .enum(['error', 'ignore'])
        .default('error')
        .describe('What a number becomes that no training row has: an error, or 0 in every column.'),
    },
  },
  { format: FORMAT, create: oneHotTransform, load: loadOneHot },
);

function oneHotTransform(spec: OneHotParams): Transform {
  return {
    kind: spec.kind,
    params: spec,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const form = formOfShaped(train);
      checkTable(spec.kind, form);
      return fittedOneHot(spec, form, columnValues(spec.kind, train.features, MAX_CATEGORIES));
    },
  };
}

function fittedOneHot(spec: OneHotParams, form: FittedForm, values: ColumnValues): FittedTransform {
  const firsts: number[] = [];
  let width = 0;
  for (const { length } of values) {
    firsts.push(width);
    width += length;
  }
  const names =
    form.names && values.flatMap((column, at) => Array.from(column, (value) => `${form.names?.[at]}=${value}`));
  const shape = [width];
  return {
    kind: spec.kind,
    apply(given) {
      const features = rowsOfTransform(spec.kind, given, form);
      const { rows, columns } = features;
      const ones = new Uint8Array(rows * width);
      for (let at = 0; at < features.values.length; at++) {
        const value = features.values[at];
        if (Number.isNaN(value)) continue;
        const column = at % columns;
        const place = placeOf(values[column], value);
        if (place >= 0) ones[Math.floor(at / columns) * width + firsts[column] + place] = 1;
        else if (spec.unknown === 'error') throw unknownValue(spec.kind, features, at, 'unknown: ignore');
      }
      return { features: { values: ones, rows, columns: width, shape, ...(names && { names }) }, shape };
    },
    save: () => ({
      format: FORMAT,
      version: VERSION,
      config: { params: { ...spec }, ...savedForm(form) },
      tensors: valueTensors(values),
    }),
  };
}

function loadOneHot({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${FORMAT}: version ${version}; this reads ${VERSION}.`);
  const form = readForm(FORMAT, config['shape'], config['names']);
  const params = config['params'] as unknown as OneHotParams;
  const values = readValues(tensors, form.columns);
  if (!values || params?.kind !== 'one-hot')
    throw new SelvedgeError('corrupt-file', `${FORMAT}: its numbers do not fit the shape. Fit and save it again.`);
  return fittedOneHot(params, form, values);
}
