import type { ActivationFunctionParams } from '../specs.generated.js';
import type { AxisMap } from './axis-maps.js';
import type { InitializerSpec, LayerSpec } from './layer-spec.js';

/** What a primitive node computes, every default filled in. Shapes are without the batch axis; images are H, W, C. */
export type NodeOperation =
  | { readonly kind: 'input' }
  /** y = x W + b over the last axis; kernel `[in, units]`, bias `[units]`. */
  | { readonly kind: 'dense'; readonly units: number; readonly useBias: boolean }
  /** Kernel `[kernel rows, kernel columns, in / groups, filters]`; depthwise is groups = in. */
  | {
      readonly kind: 'conv2d';
      readonly filters: number;
      readonly kernelSize: readonly [number, number];
      readonly strides: readonly [number, number];
      /** Zeros added: top, bottom, left, right. Already worked out from 'same' or 'valid'. */
      readonly pads: readonly [number, number, number, number];
      readonly groups: number;
      readonly useBias: boolean;
    }
  /** Padding counts as minus infinity. The first of equal maxima gets the gradient. */
  | {
      readonly kind: 'max-pooling2d' | 'average-pooling2d';
      readonly poolSize: readonly [number, number];
      readonly strides: readonly [number, number];
      readonly pads: readonly [number, number, number, number];
    }
  | { readonly kind: 'global-average-pooling2d' }
  | {
      readonly kind: 'batch-normalization';
      readonly momentum: number;
      readonly epsilon: number;
      readonly center: boolean;
      readonly scale: boolean;
    }
  | {
      readonly kind: 'layer-normalization';
      readonly epsilon: number;
      readonly center: boolean;
      readonly scale: boolean;
    }
  | { readonly kind: 'dropout'; readonly rate: number }
  | { readonly kind: 'spatial-dropout2d'; readonly rate: number }
  | { readonly kind: 'gaussian-noise'; readonly stddev: number }
  | { readonly kind: 'activation'; readonly activation: ActivationFunctionParams }
  /** Flatten is a reshape to one axis. */
  | { readonly kind: 'reshape'; readonly targetShape: readonly number[] }
  | { readonly kind: 'add' }
  /** Axes of size 1 are spread to those of the output. */
  | { readonly kind: 'multiply' }
  | { readonly kind: 'concatenate' }
  /** pads: top, bottom, left, right */
  | { readonly kind: 'zero-padding2d'; readonly pads: readonly [number, number, number, number] }
  | { readonly kind: 'rescaling'; readonly scale: number; readonly offset: number }
  /** Cropping and resizing: y = rows x columns^T, for each channel. */
  | { readonly kind: 'axis-maps'; readonly rows: AxisMap; readonly columns: AxisMap };

/** Where one tensor lies in the flat parameter (or state) array. */
export interface TensorSlot {
  /** `conv2d_1/kernel` */
  readonly name: string;
  readonly shape: readonly number[];
  /** Of its first number in the flat array; row-major from there. */
  readonly offset: number;
  readonly size: number;
}

/** A tensor that is learned. */
export interface ParameterSlot extends TensorSlot {
  readonly role: 'kernel' | 'bias' | 'gamma' | 'beta';
  readonly initializer: InitializerSpec;
  /** Fan in and fan out, for initialisers. */
  readonly fans: readonly [number, number];
  /** Numbers that one output reads, where that is not the fan in: PyTorch's fan in of depthwise kernels. */
  readonly pytorchFanIn?: number;
  /** Keras's shape where it is another, with the numbers in the same order: depthwise `[rows, columns, in, multiplier]`. */
  readonly kerasShape?: readonly number[];
  /** Penalty l1 * sum |w| + l2 * sum w^2. Engines ignore it: the trainer adds it to the gradient. */
  readonly l1: number;
  readonly l2: number;
  readonly trainable: boolean;
}

/** A tensor that is tracked, not learned. */
export interface StateSlot extends TensorSlot {
  readonly role: 'moving-mean' | 'moving-variance';
}

/** One primitive operation. A layer with an activation is two nodes. */
export interface NetworkNode {
  /** Its position in `Network.nodes`. */
  readonly index: number;
  /** Unique. The layer's name; its activation's node is `name:relu`. */
  readonly name: string;
  readonly operation: NodeOperation;
  /** Nodes that it reads, each with a smaller index. */
  readonly inputs: readonly number[];
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShape: readonly number[];
  /** In the order kernel, bias or gamma, beta. */
  readonly parameters: readonly ParameterSlot[];
  /** Of batch normalisation: moving mean, moving variance. */
  readonly state: readonly StateSlot[];
  /** False: no gradient is wanted for its parameters, and batch normalisation uses its moving statistics. */
  readonly trainable: boolean;
}

/** One layer as declared, with what shape inference found: what `summary` prints. */
export interface NetworkLayer {
  readonly name: string;
  readonly spec: LayerSpec;
  /** Names of the layers it reads. */
  readonly inputs: readonly string[];
  readonly outputShape: readonly number[];
  readonly parameterCount: number;
  /** Moving statistics and frozen parameters. */
  readonly nonTrainableCount: number;
  /** Multiply-adds of one row's forward pass. */
  readonly multiplyAdds: number;
}

/** What follows `outputNode`: left out of `nodes`, since the loss works on what comes before it. */
export type Head = 'linear' | 'softmax' | 'log-softmax';

/**
 * A declaration with all shapes known: what engines compile.
 *
 * `nodes[0]` is the input. Every node reads only nodes before it. A final softmax or log-softmax is not a node but
 * `head`. Nodes that the output does not depend on are refused when the declaration is read.
 */
export interface Network {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly nodes: readonly NetworkNode[];
  /** The last node; its output is `[outputs]`: logits where the head is softmax or log-softmax. */
  readonly outputNode: number;
  readonly outputs: number;
  readonly head: Head;
  readonly layers: readonly NetworkLayer[];
  /** All learned tensors, in the order of the nodes; they fill `parameterCount` numbers without gaps. */
  readonly parameters: readonly ParameterSlot[];
  readonly parameterCount: number;
  readonly state: readonly StateSlot[];
  readonly stateCount: number;
}
