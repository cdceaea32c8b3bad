import { numbersIn, unreachable } from '@selvedge/data/checks';
import { activations } from '../activations/activations.js';
import type {
  ActivationFunctionParams,
  ActivationFunctionSpec,
  BatchNormalizationParams,
  Conv2dParams,
  DenseParams,
  DepthwiseConv2dParams,
  LayerParams,
  ReshapeParams,
} from '../specs.generated.js';
import { axisMapsOf } from './axis-maps-of.js';
import type { ActivationSpec, InitializerSpec, Padding } from './layer-spec.js';
import { concatenatedShape, productShape, sumShape } from './merged-shapes.js';
import { misfit } from './misfit.js';
import type { NodeOperation, ParameterSlot, StateSlot } from './network.js';
import { both, sidesOf } from './pairs.js';
import { channelsOf, showShape } from './shape.js';

type Shape = readonly number[];

export type ParameterDraft = Pick<
  ParameterSlot,
  'role' | 'shape' | 'initializer' | 'fans' | 'pytorchFanIn' | 'kerasShape' | 'l1' | 'l2'
>;
export type StateDraft = Pick<StateSlot, 'role' | 'shape'>;

/** What one layer becomes: one primitive operation, and an activation after it where it has one. */
export interface LayerRule {
  readonly operation: NodeOperation;
  readonly outputShape: Shape;
  readonly parameters: readonly ParameterDraft[];
  readonly state: readonly StateDraft[];
  readonly activation: ActivationFunctionParams;
  /** Of the kernel's products, for one row. */
  readonly multiplyAdds: number;
}

/**
 * Works out a layer's operation, output shape and parameters from the shapes that it reads.
 *
 * @param label - the layer in error texts: `layer 'conv2d_1' (conv2d)`
 * @throws SelvedgeError `shape-mismatch` naming the layer when the shapes do not fit it
 */
export function layerRule(spec: LayerParams, inputs: readonly Shape[], label: string): LayerRule {
  if (spec.kind === 'add') return plain({ kind: 'add' }, sumShape(inputs, label));
  if (spec.kind === 'multiply') return plain({ kind: 'multiply' }, productShape(inputs, label));
  if (spec.kind === 'concatenate') return plain({ kind: 'concatenate' }, concatenatedShape(inputs, label));
  if (inputs.length !== 1)
    throw misfit(label, `it reads ${inputs.length} layers, but takes one; join them with add, multiply or concatenate`);
  const [input] = inputs;
  switch (spec.kind) {
    case 'dense': {
      const { units, useBias, activation } = spec;
      if (input.length !== 1) {
        throw misfit(
          label,
          `its input has shape ${showShape(input)}, but needs one axis; put a flatten or global-average-pooling2d layer before it`,
        );
      }
      const fans = [input[0], units] as const;
      return {
        operation: { kind: 'dense', units, useBias },
        outputShape: [units],
        parameters: kernelAndBias(spec, [input[0], units], fans),
        state: [],
        activation: activationOf(activation),
        multiplyAdds: input[0] * units,
      };
    }
    case 'conv2d':
      return convolution(spec, image(input, label), label);
    case 'depthwise-conv2d':
      return depthwise(spec, image(input, label), label);
    case 'max-pooling2d':
    case 'average-pooling2d': {
      const shape = image(input, label);
      const poolSize = both(spec.poolSize);
      const strides = both(spec.strides ?? poolSize);
      const { pads, size } = windows(shape, poolSize, strides, spec.padding, label);
      return plain({ kind: spec.kind, poolSize, strides, pads }, [...size, shape[2]]);
    }
    case 'global-average-pooling2d':
      return plain({ kind: spec.kind }, [image(input, label)[2]]);
    case 'batch-normalization':
      return { ...batchNormalization(spec, channelsOf(input)), outputShape: input };
    case 'layer-normalization': {
      const { epsilon, center, scale } = spec;
      const operation = { kind: spec.kind, epsilon, center, scale } as const;
      return { ...plain(operation, input), parameters: scaleAndShift({ center, scale }, channelsOf(input)) };
    }
    case 'dropout':
      return plain({ kind: spec.kind, rate: spec.rate }, input);
    case 'spatial-dropout2d':
      return plain({ kind: spec.kind, rate: spec.rate }, image(input, label));
    case 'gaussian-noise':
      return plain({ kind: spec.kind, stddev: spec.stddev }, input);
    case 'activation':
      return plain({ kind: 'activation', activation: functionOf(spec) }, input);
    case 'flatten':
      return reshaped([numbersIn(input)]);
    case 'reshape':
      return reshaped(targetOf(spec, input, label));
    case 'zero-padding2d': {
      const [height, width, channels] = image(input, label);
      const pads = sidesOf(spec.padding);
      return plain({ kind: spec.kind, pads }, [height + pads[0] + pads[1], width + pads[2] + pads[3], channels]);
    }
    case 'rescaling':
      return plain({ kind: spec.kind, scale: spec.scale, offset: spec.offset }, input);
    case 'cropping2d':
    case 'center-crop':
    case 'resizing':
    case 'up-sampling2d':
      return mapped(axisMapsOf(spec, image(input, label), label), input[2]);
    default:
      return unreachable(spec);
  }
}

const LINEAR: ActivationFunctionParams = { kind: 'linear' };

/** An activation with its defaults filled in. @throws SelvedgeError `invalid-argument` */
export const activationOf = (spec: ActivationFunctionSpec): ActivationFunctionParams =>
  activations.checked(spec) as ActivationFunctionParams;

/** What an activation layer computes; its `alpha` goes before that of the function. */
export function functionOf({ activation, alpha }: ActivationSpec): ActivationFunctionParams {
  const params = activationOf(activation);
  return 'alpha' in params && alpha !== undefined ? { ...params, alpha } : params;
}

const plain = (operation: NodeOperation, outputShape: Shape): LayerRule => ({
  operation,
  outputShape,
  parameters: [],
  state: [],
  activation: LINEAR,
  multiplyAdds: 0,
});
const mapped = (maps: ReturnType<typeof axisMapsOf>, channels: number): LayerRule =>
  plain({ kind: 'axis-maps', ...maps }, [maps.rows.length, maps.columns.length, channels]);
const reshaped = (targetShape: Shape): LayerRule => plain({ kind: 'reshape', targetShape }, targetShape);

function image(shape: Shape, label: string): readonly [number, number, number] {
  if (shape.length === 3) return shape as readonly [number, number, number];
  throw misfit(
    label,
    `its input has shape ${showShape(shape)}, but needs [height, width, channels]; put a reshape layer before it or give the network an inputShape of three axes`,
  );
}

function convolution(spec: Conv2dParams, input: readonly [number, number, number], label: string): LayerRule {
  const { filters, groups, useBias, activation } = spec;
  const kernelSize = both(spec.kernelSize);
  const strides = both(spec.strides);
  const channels = input[2];
  if (channels % groups !== 0 || filters % groups !== 0) {
    throw misfit(label, `${groups} groups do not divide its ${channels} input channels and ${filters} filters`);
  }
  const { pads, size } = windows(input, kernelSize, strides, spec.padding, label);
  const [rows, columns] = kernelSize;
  const inGroup = channels / groups;
  const field = rows * columns;
  return {
    operation: { kind: 'conv2d', filters, kernelSize, strides, pads, groups, useBias },
    outputShape: [...size, filters],
    parameters: kernelAndBias(spec, [rows, columns, inGroup, filters], [field * inGroup, field * filters]),
    state: [],
    activation: activationOf(activation),
    multiplyAdds: size[0] * size[1] * field * inGroup * filters,
  };
}

/** Keras's kernel [rows, columns, in, multiplier] holds the same numbers in the same order as [rows, columns, 1, in * multiplier]. */
function depthwise(spec: DepthwiseConv2dParams, input: readonly [number, number, number], label: string): LayerRule {
  const { depthMultiplier, kind: _, ...rest } = spec;
  const channels = input[2];
  const rule = convolution(
    { ...rest, kind: 'conv2d', filters: channels * depthMultiplier, groups: channels },
    input,
    label,
  );
  const field = numbersIn(both(spec.kernelSize));
  const fans = [field * channels, field * depthMultiplier] as const; // as Keras counts them for its kernel's shape
  const parameters = rule.parameters.map((slot) => ({
    ...slot,
    fans,
    pytorchFanIn: field,
    ...(slot.role === 'kernel' && { kerasShape: [...slot.shape.slice(0, 2), channels, depthMultiplier] }),
  }));
  return { ...rule, parameters };
}

function batchNormalization(spec: BatchNormalizationParams, channels: number): LayerRule {
  const { momentum, epsilon, center, scale } = spec;
  return {
    ...plain({ kind: spec.kind, momentum, epsilon, center, scale }, []),
    parameters: scaleAndShift(spec, channels),
    state: [
      { role: 'moving-mean', shape: [channels] },
      { role: 'moving-variance', shape: [channels] },
    ],
  };
}

interface Affine {
  readonly center: boolean;
  readonly scale: boolean;
  readonly gammaInitializer?: InitializerSpec;
  readonly betaInitializer?: InitializerSpec;
}

function scaleAndShift(spec: Affine, channels: number): ParameterDraft[] {
  const { center, scale, gammaInitializer = 'ones', betaInitializer = 'zeros' } = spec;
  const fans = [channels, channels] as const;
  const none = { shape: [channels], fans, l1: 0, l2: 0 };
  const gamma: ParameterDraft = { role: 'gamma', initializer: gammaInitializer, ...none };
  const beta: ParameterDraft = { role: 'beta', initializer: betaInitializer, ...none };
  return [...(scale ? [gamma] : []), ...(center ? [beta] : [])];
}

type Kernel = Pick<DenseParams, 'useBias' | 'kernelInitializer' | 'biasInitializer' | 'kernelRegularizer'>;

function kernelAndBias(spec: Kernel, shape: Shape, fans: readonly [number, number]): ParameterDraft[] {
  const { useBias, kernelInitializer, biasInitializer } = spec;
  const { l1 = 0, l2 = 0 } = spec.kernelRegularizer ?? {};
  const kernel: ParameterDraft = { role: 'kernel', shape, initializer: kernelInitializer, fans, l1, l2 };
  const units = shape[shape.length - 1];
  const bias: ParameterDraft = { role: 'bias', shape: [units], initializer: biasInitializer, fans, l1: 0, l2: 0 };
  return useBias ? [kernel, bias] : [kernel];
}

/** @see https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2 */
function windows(
  input: readonly [number, number, number],
  size: readonly [number, number],
  strides: readonly [number, number],
  padding: Padding,
  label: string,
): { pads: readonly [number, number, number, number]; size: readonly [number, number] } {
  const axis = (at: 0 | 1): { before: number; after: number; length: number } => {
    if (padding === 'valid') {
      if (size[at] > input[at]) {
        throw misfit(
          label,
          `a window of ${size.join(' x ')} does not fit into ${input[0]} x ${input[1]} without padding; use padding 'same', a smaller window, or fewer poolings before it`,
        );
      }
      return { before: 0, after: 0, length: Math.floor((input[at] - size[at]) / strides[at]) + 1 };
    }
    const length = Math.ceil(input[at] / strides[at]);
    const total = Math.max((length - 1) * strides[at] + size[at] - input[at], 0);
    const before = Math.floor(total / 2);
    return { before, after: total - before, length };
  };
  const [rows, columns] = [axis(0), axis(1)];
  return { pads: [rows.before, rows.after, columns.before, columns.after], size: [rows.length, columns.length] };
}

function targetOf({ targetShape }: ReshapeParams, input: Shape, label: string): Shape {
  const total = numbersIn(input);
  const known = targetShape.reduce((all, size) => (size === -1 ? all : all * size), 1);
  const open = targetShape.filter((size) => size === -1).length;
  const fits = open === 0 ? known === total : open === 1 && total % known === 0;
  if (!fits)
    throw misfit(
      label,
      `its input ${showShape(input)} holds ${total} numbers, which cannot become ${showShape(targetShape)}`,
    );
  return targetShape.map((size) => (size === -1 ? total / known : size));
}
