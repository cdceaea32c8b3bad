import type { NetworkNode, NodeOperation } from '../../declaration/network.js';

/** Arguments of an operation beside its inputs. */
export interface Context {
  readonly node: NetworkNode;
  readonly rows: number;
  /** Per parameter of the node. */
  readonly parameters: readonly Float64Array[];
  /** Per state slot of the node. Training writes to it. */
  readonly state: readonly Float64Array[];
  readonly training: boolean;
  readonly seed: number;
  readonly step: number;
}

export interface Backward {
  readonly inputs: readonly Float64Array[];
  readonly parameters: readonly Float64Array[];
}

/** One primitive operation: forward pass, and the gradients of a sum weighted with `outputGradient`. */
export interface Operation {
  forward(inputs: readonly Float64Array[], context: Context): Float64Array;
  backward(inputs: readonly Float64Array[], outputGradient: Float64Array, context: Context): Backward;
}

export type OperationOf<K extends NodeOperation['kind']> = Extract<NodeOperation, { kind: K }>;
