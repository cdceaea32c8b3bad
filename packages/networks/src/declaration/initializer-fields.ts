import type { InitializerSpec } from './layer-spec.js';

type Parameterized = Exclude<InitializerSpec, string>;

/** Initializers that a name alone says. */
export const INITIALIZER_NAMES: readonly Extract<InitializerSpec, string>[] = [
  'zeros',
  'ones',
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'orthogonal',
  'identity',
];

/** The numbers, finite, that each of the others needs beside its `kind`. */
export const PARAMETERIZED_INITIALIZERS: {
  readonly [K in Parameterized['kind']]: readonly Exclude<keyof Extract<Parameterized, { readonly kind: K }>, 'kind'>[];
} = {
  constant: ['value'],
  'random-uniform': ['minimum', 'maximum'],
  'random-normal': ['mean', 'standardDeviation'],
  'torch-uniform': [],
};
