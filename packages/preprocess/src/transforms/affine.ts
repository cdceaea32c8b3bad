import type { Spec } from '@selvedge/component';
import {
  type FittedTransform,
  type Matrix,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { cellName, checkFiniteTensors, checkResult, unfitData, withForm } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';
import { formOfShaped, readForm, rowsOfTransform, savedForm } from './check-shape.js';

/*
 * Scaling, min-max and standardising are one thing once fitted: x * factor + offset with a factor and an offset per
 * column (or one for all). They differ only in which statistics they take from the training rows. Columns far from zero
 * have a centre too, (x - centre) * factor + offset, because x * factor would round away what the offset leaves.
 */

export const AFFINE_FORMAT = 'selvedge.transform.affine';
const VERSION = 1;
/** Of the transforms that are saved so. */
const KINDS: readonly string[] = ['scale', 'min-max', 'standardize', 'robust-scale'];

/** One factor and one offset for all columns, or for each. */
export interface Coefficients {
  readonly factors: Float64Array;
  readonly offsets: Float64Array;
  /** Subtracted before the product; absent where no column needs it. */
  readonly centres?: Float64Array;
}

/** Beyond this an offset leaves too few digits of a float64 product for a float32 result. */
const LARGEST_OFFSET = 2 ** 16;

/** (x - centre) * factor as coefficients: the centre becomes an offset where that loses nothing. */
export function centredCoefficients(centres: Float64Array, factors: Float64Array): Coefficients {
  const offsets = centres.map((centre, at) => -centre * factors[at]);
  if (offsets.every((offset) => Math.abs(offset) <= LARGEST_OFFSET)) return { factors, offsets };
  return { factors, offsets: offsets.fill(0), centres };
}

/** A transform that is x * factor + offset once it has seen the training rows. */
export function affineTransform(params: Spec, coefficients: (train: ShapedRows) => Coefficients): Transform {
  return {
    kind: params.kind,
    params,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const found = coefficients(train);
      checkRange(params.kind, train.features, found);
      return fittedAffine(params, formOfShaped(train), withoutMissing(found));
    },
  };
}

/**
 * A column that is missing everywhere has no statistics, and stays missing. Any other has: unless it holds infinite numbers, or
 * their range is.
 */
function checkRange(kind: string, features: Matrix, { factors, offsets }: Coefficients): void {
  const { values, columns } = features;
  const wrong = factors.findIndex((factor, at) => !Number.isFinite(factor + offsets[at]) || factor === 0);
  if (wrong < 0) return;
  const start = factors.length === 1 ? 0 : wrong;
  const step = factors.length === 1 ? 1 : columns;
  let largest = -1;
  for (let at = start; at < values.length; at += step)
    if (!Number.isNaN(values[at]) && !(Math.abs(values[at]) <= Math.abs(values[largest]))) largest = at;
  if (largest < 0) return;
  throw unfitData(
    `${kind}: the number in ${cellName(features, largest)} is ${values[largest]}, and the range of its column is not finite. Remove such rows, or mark such numbers as missing.`,
  );
}

/** Columns that are missing everywhere pass as they are, as a saved transform holds finite numbers alone. */
function withoutMissing({ factors, offsets, centres }: Coefficients): Coefficients {
  const isKnown = factors.map((factor, at) => (Number.isFinite(factor + offsets[at]) ? 1 : 0));
  if (isKnown.every((known) => known === 1)) return { factors, offsets, ...(centres && { centres }) };
  return {
    factors: factors.map((factor, at) => (isKnown[at] ? factor : 1)),
    offsets: offsets.map((offset, at) => (isKnown[at] ? offset : 0)),
    ...(centres && { centres: centres.map((centre, at) => (isKnown[at] ? centre : 0)) }),
  };
}

/** What a saved affine transform says, checked. */
export function loadAffine({ version, config, tensors }: SavedState): FittedTransform {
  if (version !== VERSION)
    throw new SelvedgeError('unsupported', `${AFFINE_FORMAT}: version ${version}; this reads ${VERSION}.`);
  const { factors, offsets, centres } = tensors;
  const form = readForm(AFFINE_FORMAT, config['shape'], config['names']);
  const length = factors?.values.length;
  const { params } = config;
  const kind = (params as { readonly kind?: unknown } | null | undefined)?.kind;
  const valid =
    typeof kind === 'string' &&
    KINDS.includes(kind) &&
    factors?.values instanceof Float64Array &&
    offsets?.values instanceof Float64Array &&
    offsets.values.length === length &&
    (!centres || (centres.values instanceof Float64Array && centres.values.length === length)) &&
    (length === 1 || length === form.columns);
  if (!valid)
    throw new SelvedgeError(
      'corrupt-file',
      `${AFFINE_FORMAT}: factors and offsets do not fit the shape. Fit and save it again.`,
    );
  checkFiniteTensors({ format: AFFINE_FORMAT, tensors });
  return fittedAffine(params as unknown as Spec, form, {
    factors: factors.values as Float64Array,
    offsets: offsets.values as Float64Array,
    ...(centres ? { centres: centres.values as Float64Array } : {}),
  });
}

function fittedAffine(spec: Spec, form: FittedForm, coefficients: Coefficients): FittedTransform {
  return {
    kind: spec.kind,
    apply(rows) {
      const features = rowsOfTransform(spec.kind, rows, form);
      const scaled = applyAffine(features, coefficients);
      if (!(features.values instanceof Uint8Array && keepBytesFinite(coefficients)))
        checkResult(spec.kind, features, scaled, 'number');
      return { features: withForm(scaled, form), shape: rows.shape };
    },
    save: () => ({
      format: AFFINE_FORMAT,
      version: VERSION,
      config: { params: { ...spec }, ...savedForm(form) },
      tensors: Object.fromEntries(
        Object.entries(coefficients).map(([name, values]) => [name, { values, shape: [values.length] }]),
      ),
    }),
  };
}

/** What comes of a byte lies between what comes of 0 and of 255, so that no result need be looked at. */
function keepBytesFinite({ factors, offsets, centres }: Coefficients): boolean {
  return factors.every((factor, at) =>
    [0, 255].every((byte) => Number.isFinite(Math.fround((byte - (centres?.[at] ?? 0)) * factor + offsets[at]))),
  );
}

function applyAffine({ values, rows, columns }: Matrix, { factors, offsets, centres }: Coefficients): Matrix {
  const result = new Float32Array(values.length);
  if (factors.length === 1) {
    const [factor] = factors;
    const [offset] = offsets;
    const centre = centres?.[0] ?? 0;
    if (values instanceof Uint8Array) {
      const table = Float32Array.from({ length: 256 }, (_, byte) => (byte - centre) * factor + offset);
      for (let at = 0; at < values.length; at++) result[at] = table[values[at]];
    } else {
      for (let at = 0; at < values.length; at++) result[at] = (values[at] - centre) * factor + offset;
    }
  } else {
    const origin = centres ?? new Float64Array(columns);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++)
        result[at] = (values[at] - origin[column]) * factors[column] + offsets[column];
    }
  }
  return { values: result, rows, columns };
}
