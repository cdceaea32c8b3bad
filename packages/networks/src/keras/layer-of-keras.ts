import type { Json } from '@selvedge/data/types';
import type { Interpolation } from '../declaration/axis-maps.js';
import type { InitializerSpec, LayerSpec } from '../declaration/layer-spec.js';
import { layers } from '../layers/layers.js';
import type { ActivationFunctionSpec } from '../specs.generated.js';
import { activationOfLayer, activationOfName } from './activations-of-keras.js';
import { type Config, unsupported } from './keras-json.js';
import { LEAST_EPSILON } from './normalization-of-keras.js';
import { strictConfig } from './strict-config.js';
import { initializer, regularizer } from './values-of-keras.js';

/**
 * A layer of ours for one of Keras, by its class and what it was made with.
 *
 * @throws SelvedgeError `unsupported` naming the layer, the argument and its value
 */
export function specOf(className: string, given: Config): LayerSpec {
  return strictSpec(className, given, `layer '${String(given['name'] ?? '')}' (${className})`);
}

/** @param label - the layer, for errors */
export function strictSpec(className: string, given: Config, label: string): LayerSpec {
  const strict = strictConfig(className === 'Flatten' ? withoutTargetShape(given) : given, label);
  const spec = read(className, strict.config, label);
  strict.finish();
  return spec;
}

/** Flatten has none; earlier files of ours did. */
function withoutTargetShape({ target_shape: _, ...config }: Config): Config {
  return config;
}

function read(className: string, config: Config, label: string): LayerSpec {
  if ((config['data_format'] ?? 'channels_last') !== 'channels_last') {
    throw unsupported(
      label,
      `its data_format is ${JSON.stringify(config['data_format'])}, where channels_last can be read`,
    );
  }
  const axis = config['axis'] as Json | undefined;
  const [only, ...others] = axis === undefined || axis === null ? [-1] : [axis].flat();
  // Of a positive one checkAxes, which knows the shapes, decides.
  const mayBeLast = others.length === 0 && typeof only === 'number' && (only === -1 || only > 0);
  switch (className) {
    case 'Dense':
      return { kind: 'dense', units: config['units'] as number, ...kernel(config, label) };
    case 'Conv2D':
      refuseDilation(config, label);
      return {
        kind: 'conv2d',
        filters: config['filters'] as number,
        groups: (config['groups'] as number | undefined) ?? 1,
        ...window(config, label),
        ...kernel(config, label),
      };
    case 'DepthwiseConv2D':
      refuseDilation(config, label);
      return {
        kind: 'depthwise-conv2d',
        depthMultiplier: (config['depth_multiplier'] as number | undefined) ?? 1,
        ...window(config, label),
        ...kernel(config, label, 'depthwise'),
      };
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const kind = className === 'MaxPooling2D' ? 'max-pooling2d' : 'average-pooling2d';
      const poolSize = config['pool_size'] as [number, number];
      return {
        kind,
        poolSize,
        strides: (config['strides'] as [number, number] | null | undefined) ?? poolSize,
        padding: paddingOf(config, label),
      };
    }
    case 'GlobalAveragePooling2D':
      return { kind: 'global-average-pooling2d' };
    case 'BatchNormalization':
      if (!mayBeLast) throw unsupported(label, `it normalises axis ${JSON.stringify(axis)}, not the last`);
      startsAt(config, 'moving_mean_initializer', 'zeros', label);
      startsAt(config, 'moving_variance_initializer', 'ones', label);
      return {
        kind: 'batch-normalization',
        ...pick(config, ['momentum', 'epsilon', 'center', 'scale']),
        ...(config['gamma_initializer'] && { gammaInitializer: initializer(config['gamma_initializer'], label) }),
        ...(config['beta_initializer'] && { betaInitializer: initializer(config['beta_initializer'], label) }),
      };
    case 'LayerNormalization':
      if (!mayBeLast) throw unsupported(label, `it normalises axis ${JSON.stringify(axis)}, not the last`);
      startsAt(config, 'gamma_initializer', 'ones', label);
      startsAt(config, 'beta_initializer', 'zeros', label);
      return { kind: 'layer-normalization', ...pick(config, ['epsilon', 'center', 'scale']) };
    case 'Dropout':
      return { kind: 'dropout', rate: config['rate'] as number };
    case 'SpatialDropout2D':
      return { kind: 'spatial-dropout2d', rate: config['rate'] as number };
    case 'GaussianNoise':
      return { kind: 'gaussian-noise', stddev: config['stddev'] as number };
    case 'Activation':
      return { kind: 'activation', activation: activationOfName(config['activation'], label) };
    case 'ReLU':
      return { kind: 'activation', activation: reluOf(config, label) };
    case 'Softmax':
      if (!mayBeLast) {
        throw unsupported(label, `it works along axis ${JSON.stringify(axis)}, not the last`);
      }
      return { kind: 'activation', activation: 'softmax' };
    case 'Flatten':
      return { kind: 'flatten' };
    case 'Reshape':
      return { kind: 'reshape', targetShape: config['target_shape'] as number[] };
    case 'Add':
      return { kind: 'add' };
    case 'Multiply':
      return { kind: 'multiply' };
    case 'Concatenate':
      if (!mayBeLast) throw unsupported(label, `it joins axis ${JSON.stringify(axis)}, not the last`);
      return { kind: 'concatenate' };
    case 'ZeroPadding2D':
      return { kind: 'zero-padding2d', padding: config['padding'] as [[number, number], [number, number]] };
    case 'Cropping2D':
      return { kind: 'cropping2d', cropping: config['cropping'] as [[number, number], [number, number]] };
    case 'CenterCrop':
      return { kind: 'center-crop', ...sizeOf(config) };
    case 'Resizing':
      return { kind: 'resizing', ...sizeOf(config), interpolation: interpolationOf(config, 'bilinear', label) };
    case 'UpSampling2D':
      return {
        kind: 'up-sampling2d',
        size: config['size'] as [number, number],
        interpolation: interpolationOf(config, 'nearest', label),
      };
    case 'Normalization':
      // Without an axis one mean and variance are of all numbers.
      if (!mayBeLast && only !== undefined) {
        throw unsupported(label, `it normalises axis ${JSON.stringify(axis)}, not the last`);
      }
      // readKeras keeps them for the weights.
      void [config['mean'], config['variance']];
      return { kind: 'batch-normalization', center: false, scale: false, epsilon: LEAST_EPSILON, trainable: false };
    case 'Rescaling':
      return { kind: 'rescaling', scale: number(config, 'scale', label), offset: number(config, 'offset', label, 0) };
    default: {
      const activation = activationOfLayer(className, config);
      if (activation !== undefined) return { kind: 'activation', activation };
      throw unsupported(
        label,
        `there is no such class here; known are ${layers.definitions.map((each) => each.className).join(', ')}`,
      );
    }
  }
}

/** Of a layer that can be cut above, leak below and start elsewhere, the forms that have a name here. */
function reluOf(config: Config, label: string): ActivationFunctionSpec {
  const [most, slope, threshold] = [config['max_value'] ?? null, config['negative_slope'], config['threshold']];
  if (threshold) throw unsupported(label, `its threshold is ${JSON.stringify(threshold)}, where 0 can be read`);
  if (most === null) return slope ? { kind: 'leaky-relu', alpha: slope as number } : 'relu';
  if (most === 6 && !slope) return 'relu6';
  const seen = `its max_value is ${JSON.stringify(most)} and its negative_slope ${JSON.stringify(slope ?? 0)}`;
  throw unsupported(label, `${seen}, where a max_value of null with any slope, or of 6 with slope 0, can be read`);
}

const sizeOf = (config: Config): { height: number; width: number } => ({
  height: config['height'] as number,
  width: config['width'] as number,
});

function interpolationOf(config: Config, byDefault: Interpolation, label: string): Interpolation {
  const value = config['interpolation'] ?? byDefault;
  if (value === 'bilinear' || value === 'nearest') return value;
  throw unsupported(label, `its interpolation is ${JSON.stringify(value)}, where bilinear and nearest can be read`);
}

/** @throws SelvedgeError `unsupported` for lists of several numbers */
function number(config: Config, name: string, label: string, fallback?: number): number {
  const value = config[name] ?? fallback;
  if (typeof value === 'number') return value;
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'number') return value[0];
  throw unsupported(label, `its ${name} is ${JSON.stringify(config[name] ?? null)}, where one number can be read`);
}

/** Layers that start otherwise have no form here. */
function startsAt(config: Config, name: string, kind: InitializerSpec, label: string): void {
  const value = config[name];
  if (value === undefined || value === null || initializer(value, label) === kind) return;
  throw unsupported(label, `its ${name} is ${JSON.stringify(value)}, where ${JSON.stringify(kind)} can be read`);
}

function refuseDilation(config: Config, label: string): void {
  const rate = [config['dilation_rate'] ?? 1].flat();
  if (rate.some((each) => each !== 1))
    throw unsupported(label, `its dilation_rate is ${JSON.stringify(rate)}, where 1 can be read`);
}

function paddingOf(config: Config, label: string): 'same' | 'valid' {
  const padding = config['padding'] ?? 'valid';
  if (padding === 'same' || padding === 'valid') return padding;
  throw unsupported(label, `its padding is ${JSON.stringify(padding)}, where same and valid can be read`);
}

function window(
  config: Config,
  label: string,
): {
  kernelSize: [number, number];
  strides: [number, number];
  padding: 'same' | 'valid';
} {
  const pair = (value: Json | undefined): [number, number] =>
    Array.isArray(value) ? (value as [number, number]) : [(value ?? 1) as number, (value ?? 1) as number];
  return {
    kernelSize: pair(config['kernel_size']),
    strides: pair(config['strides']),
    padding: paddingOf(config, label),
  };
}

type KernelFields = Pick<
  Extract<LayerSpec, { kind: 'dense' }>,
  'activation' | 'useBias' | 'kernelInitializer' | 'biasInitializer' | 'kernelRegularizer'
>;

function kernel(config: Config, label: string, prefix: 'kernel' | 'depthwise' = 'kernel'): KernelFields {
  const penalty = regularizer(config[`${prefix}_regularizer`], label);
  const initial = config[`${prefix}_initializer`];
  if (prefix === 'depthwise' && initial && initializer(initial, label) === 'pytorch-default') {
    throw unsupported(
      label,
      `its depthwise_initializer is ${JSON.stringify(initial)}, whose limit PyTorch does not have`,
    );
  }
  return {
    ...(config['activation'] && { activation: activationOfName(config['activation'], label) }),
    useBias: config['use_bias'] !== false,
    ...(initial && { kernelInitializer: initializer(initial, label) }),
    ...(config['bias_initializer'] && { biasInitializer: initializer(config['bias_initializer'], label) }),
    ...(penalty && { kernelRegularizer: penalty }),
  };
}

function pick(config: Config, fields: readonly string[]): object {
  return Object.fromEntries(fields.filter((name) => config[name] !== undefined).map((name) => [name, config[name]]));
}
