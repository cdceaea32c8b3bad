import type { Spec } from '@selvedge/component';
import {
  type FittedTransform,
  type Matrix,
  numbersIn,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { sameShape } from './check-shape.js';

/*
 * Scaling, min-max and standardising are one thing once fitted: x * factor + offset with a factor and an offset per
 * column (or one for all). They differ only in which statistics they take from the training rows.
 */

export const AFFINE_FORMAT = 'selvedge.transform.affine';
const VERSION = 1;

/** One factor and one offset for all columns, or for each. */
export interface Coefficients {
  readonly factors: Float64Array;
  readonly offsets: Float64Array;
}

/** A transform that is x * factor + offset once it has seen the training rows. */
export function affineTransform(params: Spec, coefficients: (train: ShapedRows) => Coefficients): Transform {
  return {
    kind: params.kind,
    params,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const { factors, offsets } = coefficients(train);
      return fittedAffine(params, train.shape, factors, offsets);
    },
  };
}

/** What a saved affine transform says, checked. */
export function loadAffine({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${AFFINE_FORMAT}: version ${version}; this reads ${VERSION}.`);
  const { factors, offsets } = tensors;
  const shape = config['shape'] as readonly number[];
  const length = factors?.values.length;
  const columns = Array.isArray(shape) ? numbersIn(shape) : Number.NaN;
  const valid =
    factors?.values instanceof Float64Array &&
    offsets?.values instanceof Float64Array &&
    offsets.values.length === length &&
    (length === 1 || length === columns);
  if (!valid)
    throw new SelvedgeError(
      'corrupt-file',
      `${AFFINE_FORMAT}: factors and offsets do not fit the shape. Fit and save it again.`,
    );
  const spec = config['params'] as unknown as Spec;
  return fittedAffine(spec, shape, factors.values as Float64Array, offsets.values as Float64Array);
}

function fittedAffine(
  spec: Spec,
  shape: readonly number[],
  factors: Float64Array,
  offsets: Float64Array,
): FittedTransform {
  return {
    kind: spec.kind,
    apply(rows) {
      sameShape(spec.kind, rows, shape);
      return { features: applyAffine(rows.features, factors, offsets), shape };
    },
    save: () => ({
      format: AFFINE_FORMAT,
      version: VERSION,
      config: { params: { ...spec }, shape },
      tensors: {
        factors: { values: factors, shape: [factors.length] },
        offsets: { values: offsets, shape: [offsets.length] },
      },
    }),
  };
}

function applyAffine({ values, rows, columns }: Matrix, factors: Float64Array, offsets: Float64Array): Matrix {
  const result = new Float32Array(values.length);
  if (factors.length === 1) {
    const [factor] = factors;
    const [offset] = offsets;
    if (values instanceof Uint8Array) {
      const table = Float32Array.from({ length: 256 }, (_, byte) => byte * factor + offset);
      for (let at = 0; at < values.length; at++) result[at] = table[values[at]];
    } else {
      for (let at = 0; at < values.length; at++) result[at] = values[at] * factor + offset;
    }
  } else {
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++)
        result[at] = values[at] * factors[column] + offsets[column];
    }
  }
  return { values: result, rows, columns };
}
