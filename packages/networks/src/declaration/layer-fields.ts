import type { FieldType } from './field-type.js';
import type { LayerKind, LayerSpec } from './layer-spec.js';

/** One field of a layer. */
export type LayerField = FieldType & {
  readonly required?: boolean;
  /** One sentence for who writes a file. */
  readonly description?: string;
};

type Of<K extends LayerKind> = Extract<LayerSpec, { readonly kind: K }>;

/** The fields of one kind beside `kind`: of the type `LayerSpec` each, with none left out. */
type FieldsOf<K extends LayerKind> = {
  readonly [F in Exclude<keyof Of<K>, 'kind'>]-?: LayerField &
    (Record<never, never> extends Pick<Of<K>, F> ? { readonly required?: never } : { readonly required: true });
};

/** Less vanishes beside a variance, and its root's inverse leaves float32 where a channel never varies. */
const LEAST_EPSILON = 1e-12;

const count = { type: 'count' } as const;
const pair = { type: 'pair' } as const;
const flag = { type: 'flag' } as const;
const initializer = { type: 'initializer' } as const;
const activation = { type: 'activation' } as const;
const required = { required: true } as const;
const rate = {
  type: 'number',
  minimum: 0,
  below: 1,
  required: true,
  description: 'Share that is dropped in training.',
} as const;

const base = {
  name: { type: 'layer-name' },
  inputs: { type: 'layer-names', description: 'Layers that this one reads. Default: the one before.' },
  trainable: flag,
} as const;
const withKernel = {
  activation,
  useBias: flag,
  kernelInitializer: initializer,
  biasInitializer: initializer,
  kernelRegularizer: { type: 'regularizer' },
} as const;
const window = { strides: pair, padding: { type: 'choice', of: ['valid', 'same'] } } as const;
const affine = { epsilon: { type: 'number', minimum: LEAST_EPSILON }, center: flag, scale: flag } as const;
const pool = { ...base, poolSize: pair, ...window };

/**
 * What each kind of layer is declared with. Files have their fields in this order, and with them the fingerprints of
 * checkpoints: another order would end unfinished trainings.
 */
export const LAYER_FIELDS: { readonly [K in LayerKind]: FieldsOf<K> } = {
  dense: { units: { ...count, ...required }, ...base, ...withKernel },
  conv2d: {
    filters: { ...count, ...required },
    kernelSize: { ...pair, ...required },
    ...window,
    groups: count,
    ...base,
    ...withKernel,
  },
  'depthwise-conv2d': {
    kernelSize: { ...pair, ...required },
    ...window,
    depthMultiplier: count,
    ...base,
    ...withKernel,
  },
  'max-pooling2d': pool,
  'average-pooling2d': pool,
  'global-average-pooling2d': base,
  'batch-normalization': {
    momentum: { type: 'number', minimum: 0, below: 1 },
    ...affine,
    gammaInitializer: initializer,
    betaInitializer: initializer,
    ...base,
  },
  'layer-normalization': { ...affine, ...base },
  dropout: { rate, ...base },
  'spatial-dropout2d': { rate, ...base },
  'gaussian-noise': { stddev: { type: 'number', minimum: 0, ...required }, ...base },
  activation: { activation: { ...activation, ...required }, alpha: { type: 'number', minimum: 0 }, ...base },
  flatten: base,
  reshape: { targetShape: { type: 'target-shape', ...required }, ...base },
  add: base,
  concatenate: base,
  'zero-padding2d': { padding: { type: 'zero-padding' }, ...base },
  rescaling: { scale: { type: 'number', ...required }, offset: { type: 'number' }, ...base },
};

export const LAYER_KINDS: readonly LayerKind[] = Object.keys(LAYER_FIELDS) as LayerKind[];
