import type { Json } from '@selvedge/data/types';
import type { StoredTensor } from './hdf5.js';
import { type Config, unsupported } from './keras-json.js';

/** That of the batch normalization which a Normalization layer becomes; no layer takes less. */
export const LEAST_EPSILON = 1e-12;

/** Normalization divides by the larger of the deviation and this. */
const LEAST_DEVIATION = 1e-7;

/** Mean and variance of a Normalization layer, from where it keeps them. */
export interface GivenMoments {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

/** The moments that stand in the config; undefined where they are weights. */
export function givenMoments(config: Config, label: string): GivenMoments | undefined {
  const { mean, variance } = config;
  if (isEmpty(mean) && isEmpty(variance)) return undefined;
  if (isEmpty(mean) || isEmpty(variance)) throw unsupported(label, 'it has only one of mean and variance');
  const numbers = (value: Json | undefined): number[] => [value].flat(Number.POSITIVE_INFINITY as 1) as number[];
  return { mean: numbers(mean), variance: numbers(variance) };
}

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null;

/**
 * The two tensors that the batch normalization tracks: mean, and the variance less its epsilon. Keras keeps a count behind
 * them, and one number for all channels where the axis is None.
 */
export function movingMoments(moments: GivenMoments | readonly StoredTensor[], channels: number): StoredTensor[] {
  const [mean, variance] = isGiven(moments)
    ? [moments.mean, moments.variance]
    : [moments[0]?.values ?? [], moments[1]?.values ?? []];
  const spread = (values: ArrayLike<number>, change: (value: number) => number): StoredTensor => ({
    values: Float32Array.from({ length: values.length === 1 ? channels : values.length }, (_, at) =>
      change(values[values.length === 1 ? 0 : at]),
    ),
    shape: [values.length === 1 ? channels : values.length],
  });
  return [
    spread(mean, (value) => value),
    spread(variance, (value) => Math.max(value, LEAST_DEVIATION ** 2) - LEAST_EPSILON),
  ];
}

const isGiven = (moments: GivenMoments | readonly StoredTensor[]): moments is GivenMoments => 'mean' in moments;
