import {
  type FittedTransform,
  type Matrix,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { sameShape } from './check-shape.js';
import type { MinMaxSpec, ScaleSpec, StandardizeSpec } from './transform-spec.js';

/*
 * Scaling, min-max and standardising are one thing once fitted: x * factor + offset with a factor and an offset per
 * column (or one for all). They differ only in which statistics they take from the training rows.
 */

export const AFFINE_FORMAT = 'selvedge.transform.affine';
const VERSION = 1;

type AffineSpec = ScaleSpec | MinMaxSpec | StandardizeSpec;

/** The columns that share a statistic: all of them, each alone, or those of a channel. */
type Per = 'global' | 'feature' | 'channel';

/** A transform that is x * factor + offset once it has seen the training rows. */
export function affineTransform(spec: AffineSpec): Transform {
  checkSpec(spec);
  return {
    kind: spec.kind,
    params: spec,
    async fit(train: ShapedRows): Promise<FittedTransform> {
      const { factors, offsets } = coefficients(spec, train);
      return fittedAffine(spec, train.shape, factors, offsets);
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
  const columns = Array.isArray(shape) ? shape.reduce((product, size) => product * size, 1) : Number.NaN;
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
  const spec = config['params'] as unknown as AffineSpec;
  return fittedAffine(spec, shape, factors.values as Float64Array, offsets.values as Float64Array);
}

function fittedAffine(
  spec: AffineSpec,
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

function coefficients(spec: AffineSpec, train: ShapedRows): { factors: Float64Array; offsets: Float64Array } {
  switch (spec.kind) {
    case 'scale':
      return { factors: Float64Array.of(spec.factor ?? 1 / 255), offsets: Float64Array.of(spec.offset ?? 0) };
    case 'min-max': {
      const { least, most } = extremes(train.features, spec.per ?? 'feature');
      const factors = least.map((low, at) => (most[at] === low ? 1 : 1 / (most[at] - low)));
      return { factors, offsets: least.map((low, at) => -low * factors[at]) };
    }
    case 'standardize': {
      const { mean, deviation } = moments(train, spec.per ?? 'feature');
      const floor = spec.floor ?? 0;
      const factors = deviation.map((sd) => {
        const kept = Math.max(sd, floor);
        return kept === 0 ? 1 : 1 / kept;
      });
      return { factors, offsets: mean.map((value, at) => -value * factors[at]) };
    }
  }
}

function extremes(
  { values, rows, columns }: Matrix,
  per: 'global' | 'feature',
): { least: Float64Array; most: Float64Array } {
  const groups = per === 'global' ? 1 : columns;
  const least = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const group = groups === 1 ? 0 : column;
      if (values[at] < least[group]) least[group] = values[at];
      if (values[at] > most[group]) most[group] = values[at];
    }
  }
  return { least, most };
}

/**
 * Mean and population standard deviation of each column, by Welford's update over rows and Chan's formula over the
 * columns of a group, so that values far from zero lose nothing.
 */
function moments({ features, shape }: ShapedRows, per: Per): { mean: Float64Array; deviation: Float64Array } {
  const { values, rows, columns } = features;
  const mean = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) mean[column] += values[at];
  for (let column = 0; column < columns; column++) mean[column] /= rows;
  const squares = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) squares[column] += (values[at] - mean[column]) ** 2;
  }
  if (per === 'feature') return { mean, deviation: squares.map((sum) => Math.sqrt(sum / rows)) };

  const channels = per === 'global' ? 1 : shape[shape.length - 1];
  const groupMean = new Float64Array(channels);
  const groupSquares = new Float64Array(channels);
  const columnsPerGroup = columns / channels;
  for (let column = 0; column < columns; column++) groupMean[column % channels] += mean[column] / columnsPerGroup;
  for (let column = 0; column < columns; column++) {
    groupSquares[column % channels] += squares[column] + rows * (mean[column] - groupMean[column % channels]) ** 2;
  }
  const deviation = groupSquares.map((sum) => Math.sqrt(sum / (rows * columnsPerGroup)));
  if (channels === 1) return { mean: groupMean, deviation };
  const spread = (group: Float64Array): Float64Array =>
    Float64Array.from({ length: columns }, (_, column) => group[column % channels]);
  return { mean: spread(groupMean), deviation: spread(deviation) };
}

function checkSpec(spec: AffineSpec): void {
  const { kind, ...numbers } = spec;
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new SelvedgeError('invalid-argument', `transform '${kind}': ${name} is ${value}; need a finite number.`);
    }
  }
  if (spec.kind === 'standardize' && (spec.floor ?? 0) < 0) {
    throw new SelvedgeError('invalid-argument', `transform 'standardize': floor is ${spec.floor}; need 0 or more.`);
  }
}
