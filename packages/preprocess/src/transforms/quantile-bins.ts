import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import {
  type FittedTransform,
  type Matrix,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { checkFinite, withForm } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';
import type { QuantileBinsParams } from '../specs.generated.js';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';
import { averagedQuantile, sortedColumn } from './quantiles.js';

const FORMAT = 'selvedge.transform.quantile-bins';
const VERSION = 1;
/** Edges that are closer are one, as in scikit-learn. */
const CLOSE = 1e-8;

/** @see KBinsDiscretizer of scikit-learn, with encode='ordinal' and strategy='quantile' */
export const quantileBins: TransformDefinition<QuantileBinsParams> = defineTransform(
  {
    kind: 'quantile-bins',
    description:
      'Replaces each value by the number of its bin; the bins of a column hold about equally many training rows.',
    knownAs: ['KBinsDiscretizer', 'bins', 'binning', 'discretize', 'k-bins', 'quantile', 'quantiles'],
    fields: {
      bins: z.int().min(2).max(256).default(5).describe('Of each column; fewer where values repeat.'),
    },
  },
  { format: FORMAT, create: quantileBinsTransform, load: loadBins },
);

function quantileBinsTransform(spec: QuantileBinsParams): Transform {
  return {
    kind: spec.kind,
    params: spec,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const { features } = train;
      checkFinite(spec.kind, features);
      const edges = new Float64Array(features.columns * (spec.bins - 1)).fill(Number.POSITIVE_INFINITY);
      for (let column = 0; column < features.columns; column++)
        edges.set(innerEdges(sortedColumn(features, column), spec.bins), column * (spec.bins - 1));
      return fittedBins(spec, formOfShaped(train), edges);
    },
  };
}

/** Where one bin ends and the next begins; rows at an edge belong to the bin above. */
function innerEdges(sorted: Float64Array, bins: number): number[] {
  const all = Array.from({ length: bins + 1 }, (_, at) => averagedQuantile(sorted, at / bins));
  return all.filter((edge, at) => at === 0 || edge - all[at - 1] > CLOSE).slice(1, -1);
}

function fittedBins(spec: QuantileBinsParams, form: FittedForm, edges: Float64Array): FittedTransform {
  return {
    kind: spec.kind,
    apply(rows) {
      const features = rowsOfTransform(spec.kind, rows, form);
      checkFinite(spec.kind, features);
      return { ...rows, features: withForm(binned(features, edges), form) };
    },
    save: () => ({
      format: FORMAT,
      version: VERSION,
      config: { params: { ...spec }, ...savedForm(form) },
      tensors: { edges: { values: edges, shape: [edges.length] } },
    }),
  };
}

function binned({ values, rows, columns }: Matrix, edges: Float64Array): Matrix<Uint8Array> {
  const each = edges.length / columns;
  const result = new Uint8Array(values.length);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const start = column * each;
      let bin = 0;
      while (bin < each && values[at] >= edges[start + bin]) bin++;
      result[at] = bin;
    }
  }
  return { values: result, rows, columns };
}

function loadBins({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${FORMAT}: version ${version}; this reads ${VERSION}.`);
  const form = readForm(FORMAT, config['shape'], config['names']);
  const params = config['params'] as unknown as QuantileBinsParams;
  const edges = tensors['edges']?.values;
  const valid = edges instanceof Float64Array && params?.kind === 'quantile-bins';
  if (!valid || edges.length !== form.columns * (params.bins - 1))
    throw new SelvedgeError('corrupt-file', `${FORMAT}: its edges do not fit the shape. Fit and save it again.`);
  return fittedBins(params, form, edges);
}
