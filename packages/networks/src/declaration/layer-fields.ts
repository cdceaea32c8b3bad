import { didYouMean, SelvedgeError } from '@selvedge/data';
import type { ActivationName, LayerKind, LayerSpec } from './layer-spec.js';

/** Says what is wrong with a value, or nothing. */
type Check = (value: unknown) => string | undefined;

interface Field {
  readonly check: Check;
  readonly required?: boolean;
}

export const ACTIVATIONS: readonly ActivationName[] = [
  'linear',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'tanh',
  'sigmoid',
  'softmax',
  'logSoftmax',
  'swish',
];

const INITIALIZER_NAMES = [
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
] as const;

const INITIALIZER_KINDS: Readonly<Record<string, readonly string[]>> = {
  constant: ['value'],
  'random-uniform': ['minimum', 'maximum'],
  'random-normal': ['mean', 'standardDeviation'],
  'torch-uniform': [],
};

/** The largest size of one axis: beyond it a declaration is a slip, and sums of products leave the whole numbers. */
const LARGEST_AXIS = 2 ** 20;

const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LARGEST_AXIS;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const count: Check = (value) => (isCount(value) ? undefined : `a whole number from 1 to ${LARGEST_AXIS}`);
const pair: Check = (value) =>
  isCount(value) || (Array.isArray(value) && value.length === 2 && value.every(isCount))
    ? undefined
    : 'a whole number of at least 1, or two of them: [rows, columns]';
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const finite: Check = (value) => (Number.isFinite(value) ? undefined : 'a finite number');
/** Less vanishes beside a variance, and its root's inverse leaves float32 where a channel never varies. */
const LEAST_EPSILON = 1e-12;
const notTiny: Check = (value) =>
  Number.isFinite(value) && (value as number) >= LEAST_EPSILON
    ? undefined
    : `a finite number of at least ${LEAST_EPSILON}`;
const notNegative: Check = (value) =>
  Number.isFinite(value) && (value as number) >= 0 ? undefined : 'a finite number of at least 0';
const share: Check = (value) =>
  Number.isFinite(value) && (value as number) >= 0 && (value as number) < 1 ? undefined : 'a number in [0, 1)';
const oneOf =
  (names: readonly string[]): Check =>
  (value) => {
    if (typeof value === 'string' && names.includes(value)) return undefined;
    const near = didYouMean(String(value), names);
    return `one of ${names.join(', ')}${near === undefined ? '' : ` (did you mean '${near}'?)`}`;
  };
const text: Check = (value) =>
  typeof value === 'string' && /^[A-Za-z0-9_.-]{1,100}$/.test(value) && value !== 'input'
    ? undefined
    : "a name of letters, digits, '_', '.' and '-', other than 'input'";
const names: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string')
    ? undefined
    : 'a list of layer names';
const targetShape: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((size) => size === -1 || isCount(size))
    ? undefined
    : 'a list of sizes, at most one of them -1';
const zeroPadding: Check = (value) => {
  const side = (size: unknown): boolean => size === 0 || isCount(size);
  const two = (sizes: unknown): boolean => Array.isArray(sizes) && sizes.length === 2 && sizes.every(side);
  const fits = side(value) || two(value) || (Array.isArray(value) && value.length === 2 && value.every(two));
  return fits ? undefined : 'a whole number, [rows, columns], or [[top, bottom], [left, right]]';
};

const initializer: Check = (value) => {
  if (typeof value === 'string') return oneOf(INITIALIZER_NAMES)(value);
  const known = isObject(value) && typeof value['kind'] === 'string' && Object.hasOwn(INITIALIZER_KINDS, value['kind']);
  if (!known) return `a name (${INITIALIZER_NAMES.join(', ')}) or an object of kind ${kindNames()}`;
  const wanted = INITIALIZER_KINDS[value['kind'] as string];
  const complete =
    wanted.every((name) => Number.isFinite(value[name])) && Object.keys(value).length === wanted.length + 1;
  return complete ? undefined : `finite numbers for ${wanted.join(' and ')} and nothing else`;
};
const kindNames = (): string => Object.keys(INITIALIZER_KINDS).join(', ');

const regularizer: Check = (value) =>
  isObject(value) &&
  Object.entries(value).every(([name, factor]) => (name === 'l1' || name === 'l2') && notNegative(factor) === undefined)
    ? undefined
    : '{ l1?, l2? } with finite numbers of at least 0';

const base = {
  kind: { check: () => undefined },
  name: { check: text },
  inputs: { check: names },
  trainable: { check: flag },
};
const withKernel = {
  activation: { check: oneOf(ACTIVATIONS) },
  useBias: { check: flag },
  kernelInitializer: { check: initializer },
  biasInitializer: { check: initializer },
  kernelRegularizer: { check: regularizer },
};
const window = { strides: { check: pair }, padding: { check: oneOf(['valid', 'same']) } };
const pool = { ...base, ...window, poolSize: { check: pair } };
const affine = { epsilon: { check: notTiny }, center: { check: flag }, scale: { check: flag } };

const FIELDS: { readonly [K in LayerKind]: Readonly<Record<string, Field>> } = {
  dense: { ...base, ...withKernel, units: { check: count, required: true } },
  conv2d: {
    ...base,
    ...withKernel,
    ...window,
    filters: { check: count, required: true },
    kernelSize: { check: pair, required: true },
    groups: { check: count },
  },
  'depthwise-conv2d': {
    ...base,
    ...withKernel,
    ...window,
    kernelSize: { check: pair, required: true },
    depthMultiplier: { check: count },
  },
  'max-pooling2d': pool,
  'average-pooling2d': pool,
  'global-average-pooling2d': base,
  'batch-normalization': {
    ...base,
    ...affine,
    momentum: { check: share },
    gammaInitializer: { check: initializer },
    betaInitializer: { check: initializer },
  },
  'layer-normalization': { ...base, ...affine },
  dropout: { ...base, rate: { check: share, required: true } },
  'spatial-dropout2d': { ...base, rate: { check: share, required: true } },
  'gaussian-noise': { ...base, stddev: { check: notNegative, required: true } },
  activation: { ...base, activation: { check: oneOf(ACTIVATIONS), required: true }, alpha: { check: notNegative } },
  flatten: base,
  reshape: { ...base, targetShape: { check: targetShape, required: true } },
  add: base,
  concatenate: base,
  'zero-padding2d': { ...base, padding: { check: zeroPadding } },
  rescaling: { ...base, scale: { check: finite, required: true }, offset: { check: finite } },
};

export const LAYER_KINDS: readonly LayerKind[] = Object.keys(FIELDS) as LayerKind[];

/**
 * Checks every field of a layer that may come from a file.
 *
 * @param place - how error texts call the layer: `layer 3`
 * @returns the layer, now known to be one
 * @throws SelvedgeError `invalid-argument` naming the layer, the field, its value and what is allowed
 */
export function checkLayerFields(layer: unknown, place: string): LayerSpec {
  if (!isObject(layer)) throw badField(place, 'it', layer, "an object with a 'kind'");
  const kind = layer['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) {
    throw badField(place, 'kind', kind, oneOf(LAYER_KINDS)(kind) ?? '');
  }
  const fields = FIELDS[kind as LayerKind];
  const called = typeof layer['name'] === 'string' ? `layer '${layer['name']}' (${kind})` : `${place} (${kind})`;
  for (const [name, value] of Object.entries(layer)) {
    if (!Object.hasOwn(fields, name)) throw unknownField(called, kind, name, Object.keys(fields));
    if (value === undefined) continue;
    const allowed = fields[name].check(value);
    if (allowed !== undefined) throw badField(called, name, value, allowed);
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && layer[name] === undefined)
      throw badField(called, name, undefined, field.check(undefined) ?? '');
  }
  return layer as unknown as LayerSpec;
}

function unknownField(place: string, kind: string, name: string, fields: readonly string[]): SelvedgeError {
  const known = fields.filter((field) => field !== 'kind');
  const near = didYouMean(name, known);
  const advice = near === undefined ? `a ${kind} layer has ${known.join(', ')}.` : `did you mean '${near}'?`;
  return new SelvedgeError('invalid-argument', `${place}: unknown field '${name}'; ${advice}`);
}

const badField = (place: string, name: string, value: unknown, allowed: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    value === undefined
      ? `${place}: ${name} is missing; need ${allowed}.`
      : `${place}: ${name} is ${JSON.stringify(value)}; need ${allowed}.`,
  );
