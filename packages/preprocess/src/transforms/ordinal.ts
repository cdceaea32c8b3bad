import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { type FittedTransform, type SavedState, SelvedgeError, type ShapedRows, type Transform } from '@selvedge/data';
import { withForm } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';
import type { OrdinalParams } from '../specs.generated.js';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';
import { type ColumnValues, columnValues, placeOf, readValues, unknownValue, valueTensors } from './column-values.js';

const FORMAT = 'selvedge.transform.ordinal';
const VERSION = 1;

/** @see OrdinalEncoder of scikit-learn */
export const ordinal: TransformDefinition<OrdinalParams> = defineTransform(
  {
    kind: 'ordinal',
    description:
      'Replaces each number by its place among the different ones of its column in the training rows: 0, 1, 2, ... Missing values stay missing.',
    knownAs: ['OrdinalEncoder', 'ordinal-encoder', 'label-encoder'],
    fields: {
      unknown: z
        .enum(['error', 'missing'])
        .default('error')
        .describe('What a number becomes that no training row has: an error, or a missing value (NaN).'),
    },
  },
  { format: FORMAT, create: ordinalTransform, load: loadOrdinal },
);

function ordinalTransform(spec: OrdinalParams): Transform {
  return {
    kind: spec.kind,
    params: spec,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const values = columnValues(spec.kind, train.features, train.features.rows);
      return fittedOrdinal(spec, formOfShaped(train), values);
    },
  };
}

function fittedOrdinal(spec: OrdinalParams, form: FittedForm, values: ColumnValues): FittedTransform {
  return {
    kind: spec.kind,
    apply(given) {
      const features = rowsOfTransform(spec.kind, given, form);
      const { rows, columns } = features;
      const places = new Float32Array(features.values.length);
      for (let at = 0; at < places.length; at++) {
        const value = features.values[at];
        const place = Number.isNaN(value) ? Number.NaN : placeOf(values[at % columns], value);
        if (place < 0 && spec.unknown === 'error') throw unknownValue(spec.kind, features, at, 'unknown: missing');
        places[at] = place < 0 ? Number.NaN : place;
      }
      return { features: withForm({ values: places, rows, columns }, form), shape: given.shape };
    },
    save: () => ({
      format: FORMAT,
      version: VERSION,
      config: { params: { ...spec }, ...savedForm(form) },
      tensors: valueTensors(values),
    }),
  };
}

function loadOrdinal({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${FORMAT}: version ${version}; this reads ${VERSION}.`);
  const form = readForm(FORMAT, config['shape'], config['names']);
  const params = config['params'] as unknown as OrdinalParams;
  const values = readValues(tensors, form.columns);
  if (!values || params?.kind !== 'ordinal')
    throw new SelvedgeError('corrupt-file', `${FORMAT}: its numbers do not fit the shape. Fit and save it again.`);
  return fittedOrdinal(params, form, values);
}
