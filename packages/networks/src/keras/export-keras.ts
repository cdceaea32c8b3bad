import { unreachable } from '@selvedge/data/checks';
import type { Json } from '@selvedge/data/types';
import { declarationOfNetwork } from '../declaration/declaration-of.js';
import { functionOf } from '../declaration/layer-rules.js';
import type { InitializerSpec, LayerSpec, Pair, RegularizerSpec } from '../declaration/layer-spec.js';
import type { Network, NetworkLayer } from '../declaration/network.js';
import { both as pairOf, sidesOf } from '../declaration/pairs.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { initializers } from '../initializers/initializers.js';
import { layers } from '../layers/layers.js';
import type { ActivationFunctionSpec } from '../specs.generated.js';
import { layerOfActivation, nameOfActivation } from './activations-of-keras.js';
import { initializerOf } from './initializer-of-keras.js';
import type { KerasTopology } from './keras-json.js';
import { checkTfLayers, type KerasReader } from './tf-layers.js';

/** Where Keras 3 looks for layers; tf.layers does not ask. */
const LAYERS = 'keras.layers';

type Config = { [name: string]: Json };

/**
 * The topology in a JSON format that Keras 3 and tf.layers both read: `keras.models.model_from_json` and
 * `tf.models.modelFromJSON`. Always a functional model, so that branches need no other form.
 *
 * A network that was trained on logits ends in a softmax, as its predictions do.
 *
 * @param reader - default `keras`; they name two initializers differently, and tf.layers lacks some layers
 * @throws SelvedgeError `unsupported` for what the reader has no name for (leaky relu inside a layer)
 */
export function exportKeras(network: Network, reader: KerasReader = 'keras'): KerasTopology {
  if (reader === 'tf.layers') checkTfLayers(network);
  const input = {
    module: LAYERS,
    registered_name: null,
    class_name: 'InputLayer',
    name: 'input',
    inbound_nodes: [],
    config: { name: 'input', batch_input_shape: [null, ...network.inputShape], dtype: 'float32', sparse: false },
  };
  const layers = network.layers.map((layer) => ({
    module: LAYERS,
    registered_name: null,
    class_name: className(layer, inputShapeOf(network, layer)),
    name: layer.name,
    inbound_nodes: [layer.inputs.map((name) => [name, 0, 0, {}])],
    config: {
      name: layer.name,
      ...(layer.spec.kind !== 'spatial-dropout2d' && { trainable: layer.spec.trainable ?? true }),
      dtype: 'float32',
      ...configOf(layer, inputShapeOf(network, layer), fanInOf(network, layer), reader),
    },
  }));
  const last = network.layers[network.layers.length - 1].name;
  // Trained on logits, it predicts by a softmax that no layer says.
  const isOfLogits = network.head === 'softmax' && resolveNetwork(declarationOfNetwork(network)).head === 'linear';
  const headName = freeName(network, 'softmax');
  const head = {
    module: LAYERS,
    registered_name: null,
    class_name: 'Softmax',
    name: headName,
    inbound_nodes: [[[last, 0, 0, {}]]],
    config: { name: headName, dtype: 'float32', axis: -1 },
  };
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    registered_name: 'Functional',
    config: {
      name: network.name,
      layers: [input, ...layers, ...(isOfLogits ? [head] : [])],
      input_layers: [['input', 0, 0]],
      output_layers: [[isOfLogits ? headName : last, 0, 0]],
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
}

const freeName = (network: Network, wanted: string): string =>
  network.layers.some(({ name }) => name === wanted) ? freeName(network, `${wanted}_`) : wanted;

function className({ spec }: NetworkLayer, input: readonly number[]): string {
  const own = spec.kind === 'activation' ? layerOfActivation(functionOf(spec)) : undefined;
  if (own) return own.className;
  // Flatten of tf.layers refuses rows that are flat already.
  return isFlatAlready(spec, input) ? 'Reshape' : layers.definitionOf(spec.kind).className;
}

const isFlatAlready = (spec: LayerSpec, input: readonly number[]): boolean =>
  spec.kind === 'flatten' && input.length === 1;

function inputShapeOf(network: Network, { inputs: [name] }: NetworkLayer): readonly number[] {
  return network.layers.find((layer) => layer.name === name)?.outputShape ?? network.inputShape;
}

const fanInOf = ({ parameters }: Network, { name }: NetworkLayer): number =>
  parameters
    .filter((slot) => slot.name === `${name}/kernel`)
    .map(({ fans, pytorchFanIn = fans[0] }) => pytorchFanIn)[0] ?? 1;

function configOf(
  { name, spec, outputShape }: NetworkLayer,
  input: readonly number[],
  fanIn: number,
  reader: KerasReader,
): Config {
  const filled = (initial: InitializerSpec, rank: number): Json => initializerOf(initial, { name, rank, reader });
  switch (spec.kind) {
    case 'dense':
      return { units: spec.units, ...kernelConfig(spec, 2, fanIn, filled) };
    case 'conv2d':
      return {
        filters: spec.filters,
        groups: spec.groups ?? 1,
        ...windowConfig(spec),
        ...kernelConfig(spec, 4, fanIn, filled),
      };
    case 'depthwise-conv2d': {
      const { kernel_initializer: _, kernel_regularizer, ...rest } = kernelConfig(spec, 4, fanIn, filled);
      return {
        depth_multiplier: spec.depthMultiplier ?? 1,
        ...windowConfig(spec),
        ...rest,
        // Keras counts the inputs of its kernel otherwise than PyTorch.
        depthwise_initializer: filled(inNumbers(spec.kernelInitializer ?? 'glorot-uniform', fanIn), 4),
        depthwise_regularizer: kernel_regularizer,
      };
    }
    case 'max-pooling2d':
    case 'average-pooling2d': {
      const poolSize = spec.poolSize ?? 2;
      return {
        pool_size: both(poolSize),
        strides: both(spec.strides ?? poolSize),
        padding: spec.padding ?? 'valid',
        data_format: 'channels_last',
      };
    }
    case 'global-average-pooling2d':
      return { data_format: 'channels_last' };
    case 'flatten':
      return isFlatAlready(spec, input) ? { target_shape: [...outputShape] } : { data_format: 'channels_last' };
    case 'batch-normalization':
      return {
        axis: -1,
        momentum: spec.momentum ?? 0.99,
        epsilon: spec.epsilon ?? 1e-3,
        center: spec.center ?? true,
        scale: spec.scale ?? true,
        gamma_initializer: filled(spec.gammaInitializer ?? 'ones', 1),
        beta_initializer: filled(spec.betaInitializer ?? 'zeros', 1),
      };
    case 'layer-normalization':
      return { axis: -1, epsilon: spec.epsilon ?? 1e-3, center: spec.center ?? true, scale: spec.scale ?? true };
    case 'dropout':
    case 'spatial-dropout2d':
      return { rate: spec.rate };
    case 'gaussian-noise':
      return { stddev: spec.stddev };
    case 'activation': {
      const params = functionOf(spec);
      return (layerOfActivation(params)?.config as Config | undefined) ?? { activation: nameOfActivation(params) };
    }
    case 'reshape':
      return { target_shape: [...outputShape] };
    case 'add':
    case 'multiply':
      return {};
    case 'concatenate':
      return { axis: -1 };
    case 'zero-padding2d': {
      const [top, bottom, left, right] = sidesOf(spec.padding ?? 1);
      return {
        padding: [
          [top, bottom],
          [left, right],
        ],
        data_format: 'channels_last',
      };
    }
    case 'cropping2d': {
      const [top, bottom, left, right] = sidesOf(spec.cropping ?? 1);
      return {
        cropping: [
          [top, bottom],
          [left, right],
        ],
        data_format: 'channels_last',
      };
    }
    case 'center-crop':
      return { height: spec.height, width: spec.width };
    case 'resizing':
      return { height: spec.height, width: spec.width, interpolation: spec.interpolation ?? 'bilinear' };
    case 'up-sampling2d':
      return {
        size: both(spec.size ?? 2),
        interpolation: spec.interpolation ?? 'nearest',
        data_format: 'channels_last',
      };
    case 'rescaling':
      return { scale: spec.scale, offset: spec.offset ?? 0 };
    default:
      return unreachable(spec);
  }
}

const both = (pair: Pair): number[] => [...pairOf(pair)];

function windowConfig(spec: { readonly kernelSize: Pair; readonly strides?: Pair; readonly padding?: string }): Config {
  return {
    kernel_size: both(spec.kernelSize),
    strides: both(spec.strides ?? 1),
    padding: spec.padding ?? 'valid',
    dilation_rate: [1, 1],
    data_format: 'channels_last',
  };
}

function kernelConfig(
  spec: {
    readonly activation?: ActivationFunctionSpec;
    readonly useBias?: boolean;
    readonly kernelInitializer?: InitializerSpec;
    readonly biasInitializer?: InitializerSpec;
    readonly kernelRegularizer?: RegularizerSpec;
  },
  rank: number,
  fanIn: number,
  filled: (initial: InitializerSpec, rank: number) => Json,
): Config {
  return {
    activation: nameOfActivation(spec.activation ?? 'linear'),
    use_bias: spec.useBias ?? true,
    kernel_initializer: filled(spec.kernelInitializer ?? 'glorot-uniform', rank),
    bias_initializer: filled(inNumbers(spec.biasInitializer ?? 'zeros', fanIn), 1),
    kernel_regularizer: regularizer(spec.kernelRegularizer),
  };
}

/** PyTorch draws biases by the inputs of their kernel, which Keras does not know of a bias: limits in numbers. */
function inNumbers(spec: InitializerSpec, fanIn: number): InitializerSpec {
  if (initializers.checked(spec).kind !== 'pytorch-default') return spec;
  return { kind: 'random-uniform', minimum: -1 / Math.sqrt(fanIn), maximum: 1 / Math.sqrt(fanIn) };
}

function regularizer(spec: RegularizerSpec | undefined): Json {
  return spec === undefined ? null : { class_name: 'L1L2', config: { l1: spec.l1 ?? 0, l2: spec.l2 ?? 0 } };
}
