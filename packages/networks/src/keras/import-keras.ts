import { type Json, SelvedgeError } from '@selvedge/data';
import type { ActivationName, InitializerSpec, LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { CLASS_NAMES } from '../declaration/summary.js';
import { ACTIVATION_NAMES, INITIALIZER_CLASSES, type KerasTopology } from './keras-json.js';

type Config = Readonly<Record<string, Json | undefined>>;

/**
 * Reads a topology in the JSON of tf.layers, Keras 2 or Keras 3: a sequential model, or a functional one with one
 * input and one output.
 *
 * @throws SelvedgeError `unsupported` naming the layer, its class and what about it cannot be read
 */
export function importKeras(topology: KerasTopology): NetworkSpec {
  return readKeras(topology).declaration;
}

/** The declaration, and Keras's names of its layers by ours, under which Keras stores their weights. */
export function readKeras(topology: KerasTopology): {
  declaration: NetworkSpec;
  kerasNames: ReadonlyMap<string, string>;
} {
  const config = topology?.config as Config | undefined;
  const layers = config?.['layers'];
  if (config === undefined || !Array.isArray(layers)) throw unsupported('model', 'it has no list of layers');
  const name = typeof config['name'] === 'string' ? { name: config['name'] } : {};
  const isSequential = topology.class_name === 'Sequential';
  const all = layers.map((layer, at) => readLayer(layer, at));
  const read = isSequential ? all : ancestorsOfOutput(all, config['output_layers']);
  const inputs = read.filter(({ className }) => className === 'InputLayer');
  if (inputs.length > 1) throw unsupported('model', `it has ${inputs.length} inputs, where one can be read`);
  const shape = shapeOf(inputs[0]?.config) ?? shapeOf(read[0]?.config);
  const kerasNames = new Map<string, string>();
  const specs = read
    .filter(({ className }) => className !== 'InputLayer')
    .map(({ className, name: kerasName, config: own, inbound }) => {
      const spec = specOf(className, own);
      const from = isSequential ? [] : inbound.map((each) => (each === inputs[0]?.name ? 'input' : ourName(each)));
      const called = ourName(kerasName);
      if (kerasNames.has(called)) {
        throw unsupported(`layer '${kerasName}'`, `here it and '${kerasNames.get(called)}' would both be '${called}'`);
      }
      if (kerasName !== '') kerasNames.set(called, kerasName);
      return {
        ...spec,
        ...(kerasName !== '' && { name: called }),
        ...(from.length > 0 && { inputs: from }),
        ...frozen(own),
      } as LayerSpec;
    });
  const declaration = { ...name, ...(shape && { inputShape: shape }), layers: specs };
  if (shape) checkAxes(declaration, read);
  return { declaration, kerasNames };
}

/** Letters, digits, `_`, `.` and `-` only; and `input` is what the network reads. */
function ourName(kerasName: string): string {
  const plain = kerasName.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
  return plain === 'input' ? 'input_layer' : plain;
}

/** A functional model may hold layers that its output does not need. */
function ancestorsOfOutput(layers: readonly ReadLayer[], outputs: Json | undefined): readonly ReadLayer[] {
  if (!Array.isArray(outputs) || outputs.length === 0) return layers;
  const names = (typeof outputs[0] === 'string' ? [outputs] : outputs).map((each) => String((each as Json[])[0]));
  if (names.length > 1) throw unsupported('model', `it has the outputs ${names.join(', ')}, where one can be read`);
  if (!layers.some(({ name }) => name === names[0]))
    throw unsupported('model', `it has no layer '${names[0]}', its output`);
  const needed = new Set(names);
  for (const { name, inbound } of layers.toReversed()) {
    if (needed.has(name)) for (const input of inbound) needed.add(input);
  }
  return layers.filter(({ name }) => needed.has(name));
}

/** Positive axes can be told from the last one only when the shapes are known. */
function checkAxes(declaration: NetworkSpec, read: readonly ReadLayer[]): void {
  const along = read.filter(({ config }) => ([config['axis'] ?? -1].flat() as number[])[0] > 0);
  if (along.length === 0) return;
  // Whatever the model ends in: only the shapes before are asked for.
  const network = resolveNetwork({ ...declaration, layers: [...declaration.layers, { kind: 'flatten' }] });
  const outputs = new Map(network.layers.map(({ name, outputShape }) => [name, outputShape]));
  for (const { name, className, config } of along) {
    const [axis] = [config['axis']].flat() as number[];
    const rank = outputs.get(ourName(name))?.length;
    if (rank === undefined || axis === rank) continue;
    throw unsupported(
      `layer '${name}' (${className})`,
      `it works along axis ${axis}, where the last, ${rank}, can be read`,
    );
  }
}

interface ReadLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Config;
  readonly inbound: readonly string[];
}

function readLayer(value: Json, at: number): ReadLayer {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unsupported(`layer ${at}`, 'it is no object with class_name and config');
  }
  const layer = value as Config;
  const config = (layer['config'] ?? {}) as Config;
  const name = String(config['name'] ?? layer['name'] ?? '');
  return { className: String(layer['class_name']), name, config, inbound: inboundNames(layer['inbound_nodes'], name) };
}

/** Keras 2 and tf.layers: [[[name, 0, 0, {}], ...]]; Keras 3: [{ args: [tensor or list of tensors] }]. */
function inboundNames(nodes: Json | undefined, layer: string): string[] {
  if (!Array.isArray(nodes) || nodes.length === 0) return [];
  if (nodes.length > 1) throw unsupported(layer, `it is used ${nodes.length} times; shared layers cannot be read`);
  const [node] = nodes as readonly Json[];
  if (Array.isArray(node)) {
    const calls = typeof node[0] === 'string' ? [node] : node;
    return calls.map((call) => String((call as readonly Json[])[0]));
  }
  const args = (node as Config | null)?.['args'];
  const tensors = (Array.isArray(args) ? args.flat() : []) as readonly (Config | null)[];
  return tensors.map((tensor) => {
    const history = (tensor?.['config'] as Config | undefined)?.['keras_history'];
    if (!Array.isArray(history)) throw unsupported(`layer '${layer}'`, 'its inbound_nodes name no layers');
    return String(history[0]);
  });
}

function shapeOf(config: Config | undefined): number[] | undefined {
  const shape = config?.['batch_input_shape'] ?? config?.['batch_shape'];
  return Array.isArray(shape) ? (shape.slice(1) as number[]) : undefined;
}

const frozen = (config: Config): { trainable?: false } => (config['trainable'] === false ? { trainable: false } : {});

function specOf(className: string, config: Config): LayerSpec {
  const called = `layer '${String(config['name'])}' (${className})`;
  if ((config['data_format'] ?? 'channels_last') !== 'channels_last')
    throw unsupported(called, 'its channels come first');
  for (const field of DROPPED_IN_VAIN) {
    const value = config[field];
    if (value !== undefined && value !== null && value !== false) {
      throw unsupported(called, `its ${field} is ${JSON.stringify(value)}, where none can be read`);
    }
  }
  const axis = config['axis'] as Json | undefined;
  const isLast = axis === undefined || axis === -1 || (Array.isArray(axis) && axis.length === 1);
  const mayBeLast = isLast || (typeof axis === 'number' && axis > 0); // checkAxes, which knows the shapes, decides
  switch (className) {
    case 'Dense':
      return { kind: 'dense', units: config['units'] as number, ...kernel(config, called) };
    case 'Conv2D':
      refuseDilation(config, called);
      return {
        kind: 'conv2d',
        filters: config['filters'] as number,
        groups: (config['groups'] as number | undefined) ?? 1,
        ...window(config, called),
        ...kernel(config, called),
      };
    case 'DepthwiseConv2D':
      refuseDilation(config, called);
      return {
        kind: 'depthwise-conv2d',
        depthMultiplier: (config['depth_multiplier'] as number | undefined) ?? 1,
        ...window(config, called),
        ...kernel(
          {
            ...config,
            kernel_initializer: config['depthwise_initializer'],
            kernel_regularizer: config['depthwise_regularizer'],
          },
          called,
        ),
      };
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const kind = className === 'MaxPooling2D' ? 'max-pooling2d' : 'average-pooling2d';
      const poolSize = config['pool_size'] as [number, number];
      return {
        kind,
        poolSize,
        strides: (config['strides'] as [number, number] | null | undefined) ?? poolSize,
        padding: paddingOf(config, called),
      };
    }
    case 'GlobalAveragePooling2D':
      return { kind: 'global-average-pooling2d' };
    case 'BatchNormalization':
      if (!mayBeLast) throw unsupported(called, `it normalises axis ${JSON.stringify(axis)}, not the last`);
      return {
        kind: 'batch-normalization',
        ...pick(config, ['momentum', 'epsilon', 'center', 'scale']),
        ...(config['gamma_initializer'] && { gammaInitializer: initializer(config['gamma_initializer'], called) }),
        ...(config['beta_initializer'] && { betaInitializer: initializer(config['beta_initializer'], called) }),
      };
    case 'LayerNormalization':
      if (!isLast) throw unsupported(called, `it normalises axis ${JSON.stringify(axis)}, not the last`);
      return { kind: 'layer-normalization', ...pick(config, ['epsilon', 'center', 'scale']) };
    case 'Dropout':
      return { kind: 'dropout', rate: config['rate'] as number };
    case 'SpatialDropout2D':
      return { kind: 'spatial-dropout2d', rate: config['rate'] as number };
    case 'GaussianNoise':
      return { kind: 'gaussian-noise', stddev: config['stddev'] as number };
    case 'Activation':
      return { kind: 'activation', activation: activation(config['activation'], called) };
    case 'ReLU':
      for (const field of ['max_value', 'threshold', 'negative_slope']) {
        if (config[field])
          throw unsupported(called, `its ${field} is ${JSON.stringify(config[field])}, where none can be read`);
      }
      return { kind: 'activation', activation: 'relu' };
    case 'Softmax':
      if (!mayBeLast) {
        throw unsupported(called, `it works along axis ${JSON.stringify(axis)}, not the last`);
      }
      return { kind: 'activation', activation: 'softmax' };
    case 'LeakyReLU':
      return {
        kind: 'activation',
        activation: 'leakyRelu',
        alpha: (config['alpha'] ?? config['negative_slope'] ?? 0.3) as number,
      };
    case 'ELU':
      return { kind: 'activation', activation: 'elu', alpha: (config['alpha'] ?? 1) as number };
    case 'Flatten':
      return { kind: 'flatten' };
    case 'Reshape':
      return { kind: 'reshape', targetShape: config['target_shape'] as number[] };
    case 'Add':
      return { kind: 'add' };
    case 'Concatenate':
      if (!mayBeLast) throw unsupported(called, `it joins axis ${JSON.stringify(axis)}, not the last`);
      return { kind: 'concatenate' };
    case 'ZeroPadding2D':
      return { kind: 'zero-padding2d', padding: config['padding'] as [[number, number], [number, number]] };
    case 'Rescaling':
      return { kind: 'rescaling', scale: config['scale'] as number, offset: (config['offset'] ?? 0) as number };
    default:
      throw unsupported(called, `there is no such class here; known are ${Object.values(CLASS_NAMES).join(', ')}`);
  }
}

function refuseDilation(config: Config, called: string): void {
  const rate = [config['dilation_rate'] ?? 1].flat();
  if (rate.some((each) => each !== 1))
    throw unsupported(called, `its dilation_rate is ${JSON.stringify(rate)}, where 1 can be read`);
}

function paddingOf(config: Config, called: string): 'same' | 'valid' {
  const padding = config['padding'] ?? 'valid';
  if (padding === 'same' || padding === 'valid') return padding;
  throw unsupported(called, `its padding is ${JSON.stringify(padding)}, where same and valid can be read`);
}

function window(
  config: Config,
  called: string,
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
    padding: paddingOf(config, called),
  };
}

type KernelFields = Pick<
  Extract<LayerSpec, { kind: 'dense' }>,
  'activation' | 'useBias' | 'kernelInitializer' | 'biasInitializer' | 'kernelRegularizer'
>;

function kernel(config: Config, called: string): KernelFields {
  const penalty = regularizer(config['kernel_regularizer'], called);
  return {
    ...(config['activation'] && { activation: activation(config['activation'], called) }),
    useBias: config['use_bias'] !== false,
    ...(config['kernel_initializer'] && { kernelInitializer: initializer(config['kernel_initializer'], called) }),
    ...(config['bias_initializer'] && { biasInitializer: initializer(config['bias_initializer'], called) }),
    ...(penalty && { kernelRegularizer: penalty }),
  };
}

/** By Keras's short names, with its default of 0.01, or as an object. */
function regularizer(value: Json | undefined, called: string): { l1: number; l2: number } | undefined {
  if (value === undefined || value === null) return undefined;
  const { class_name: className, config = {} } = (typeof value === 'string' ? { class_name: value } : value) as {
    class_name?: string;
    config?: { l1?: number; l2?: number };
  };
  const kind = String(className).replaceAll('_', '').toLowerCase();
  if (!['l1', 'l2', 'l1l2'].includes(kind)) {
    throw unsupported(called, `its kernel_regularizer ${JSON.stringify(value)} cannot be read; l1, l2 and l1_l2 can`);
  }
  const fallback = typeof value === 'string' ? 0.01 : 0;
  const { l1 = fallback, l2 = fallback } = config;
  return { l1: kind === 'l2' ? 0 : l1, l2: kind === 'l1' ? 0 : l2 };
}

function pick(config: Config, fields: readonly string[]): object {
  return Object.fromEntries(fields.filter((name) => config[name] !== undefined).map((name) => [name, config[name]]));
}

function activation(value: Json | undefined, called: string): ActivationName {
  const wanted = String(value === 'silu' ? 'swish' : value);
  if (/^leaky_?relu$/i.test(wanted)) {
    throw unsupported(
      called,
      `its activation is '${wanted}', whose slope depends on the version of Keras; use a LeakyReLU layer`,
    );
  }
  for (const [ours, theirs] of Object.entries(ACTIVATION_NAMES)) {
    if (wanted === theirs || wanted === ours) return ours as ActivationName;
  }
  throw unsupported(called, `its activation is '${wanted}'; known are ${Object.values(ACTIVATION_NAMES).join(', ')}`);
}

/** tf.layers writes most of them as VarianceScaling. */
const VARIANCE_SCALING: Readonly<Record<string, InitializerSpec>> = {
  '1 fan_avg uniform': 'glorotUniform',
  '1 fan_avg normal': 'glorotNormal',
  '2 fan_in uniform': 'heUniform',
  '2 fan_in normal': 'heNormal',
  '1 fan_in uniform': 'lecunUniform',
  '1 fan_in normal': 'lecunNormal',
  [`${1 / 3} fan_in uniform`]: { kind: 'torch-uniform' },
};

/** Fields that change what a layer does, and that are nothing here. */
const DROPPED_IN_VAIN = [
  'bias_regularizer',
  'activity_regularizer',
  'kernel_constraint',
  'bias_constraint',
  'noise_shape',
  'keepdims',
];

function initializer(value: Json, called: string): InitializerSpec {
  const { class_name: className, config = {} } = (typeof value === 'string' ? { class_name: value } : value) as {
    class_name: string;
    config?: Record<string, Json>;
  };
  const plain = className.replaceAll('_', '').toLowerCase();
  for (const [ours, theirs] of Object.entries(INITIALIZER_CLASSES)) {
    if (theirs.toLowerCase() === plain) return ours as InitializerSpec;
  }
  switch (plain) {
    case 'variancescaling': {
      const distribution = String(config['distribution'] ?? 'normal')
        .replace('truncated_', '')
        .replace('untruncated_', '');
      const mode = String(config['mode'] ?? 'fanIn')
        .replace('fanAvg', 'fan_avg')
        .replace('fanIn', 'fan_in');
      const found = VARIANCE_SCALING[`${Number(config['scale'] ?? 1)} ${mode} ${distribution}`];
      if (found !== undefined) return found;
      break;
    }
    case 'constant':
      return { kind: 'constant', value: Number(config['value'] ?? 0) };
    case 'randomuniform':
      return {
        kind: 'random-uniform',
        minimum: Number(config['minval'] ?? -0.05),
        maximum: Number(config['maxval'] ?? 0.05),
      };
    case 'randomnormal':
      return {
        kind: 'random-normal',
        mean: Number(config['mean'] ?? 0),
        standardDeviation: Number(config['stddev'] ?? 0.05),
      };
  }
  throw unsupported(called, `its initialiser ${className} ${JSON.stringify(config)} cannot be read`);
}

const unsupported = (called: string, why: string): SelvedgeError =>
  new SelvedgeError('unsupported', `importKeras: ${called}: ${why}.`);
