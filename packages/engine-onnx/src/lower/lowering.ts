import type { NetworkNode, ParameterSlot, StateSlot } from '@selvedge/networks/types';
import type { BlockedPlan } from '../blocked/blocked-plan.js';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import type { Activation, Sizes } from '../graph/layout.js';

/** What lowering a node needs from the graph that is being built. */
export interface Lowering {
  readonly g: GraphBuilder;
  readonly sizes: Sizes;
  /** Whether dropout drops and batch normalisation measures. */
  readonly training: boolean;
  /** Threads that will run the graph. */
  readonly threads: number;
  /** Which nodes use the blocked operators; absent: none. */
  readonly blocked: BlockedPlan | undefined;
  /** A parameter as the graph reads it, in the dimensions that `storageOf` names; absent where the node has none. */
  parameter(node: NetworkNode, role: ParameterSlot['role']): Name | undefined;
  /** Hands over the gradient of a parameter, by default in the parameter's dimensions, always in its order. */
  setGradient(node: NetworkNode, role: ParameterSlot['role'], gradient: Name, dims?: readonly number[]): void;
  /** A moving statistic, canonical. */
  state(node: NetworkNode, role: StateSlot['role']): Name;
  /** Hands over what a batch showed of a moving statistic, canonical. */
  setSeen(node: NetworkNode, role: StateSlot['role'], seen: Name): void;
  /** Gradients that max pooling on blocked memory has sent to the winners, by name: what they were made of. */
  readonly unpooled: Map<Name, Unpooled>;
  /** Random numbers of the node for this step, canonical, of the given shape without the batch axis. */
  noise(node: NetworkNode, shape: readonly number[]): Activation;
}

/** The parts of a gradient behind max pooling, for who can use them instead of the gradient. */
export interface Unpooled {
  /** The gradient at the pooled size, [batch, channels, rows, columns]: its sums per channel are the same. */
  readonly pooled: Name;
  /** [rows of one block, block]: everything that the gradient consists of, in another order. */
  readonly corners: Name;
  /** Per block of the gradient: its row in `corners`. */
  readonly from: Int32Array;
}

/** A node in the graph. */
export interface Lowered {
  readonly output: Activation;
  /**
   * Adds the backward pass.
   *
   * @param gradient - of the loss in the output, in the output's layout
   * @param wanted - per input: whether its gradient is needed
   * @returns the gradient in each input, in any layout; parameters' gradients go to `setGradient`
   */
  backward(gradient: Name, wanted: readonly boolean[]): readonly (Activation | undefined)[];
}
