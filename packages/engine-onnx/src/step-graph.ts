import type { LossKind } from '@selvedge/networks/engine';
import type { Network, NetworkNode, ParameterSlot, StateSlot } from '@selvedge/networks/types';
import type { BlockedPlan } from './blocked/blocked-plan.js';
import { GraphBuilder, type Name } from './graph/graph-builder.js';
import { type Activation, type Layout, type Sizes, toLayout } from './graph/layout.js';
import { addLoss } from './loss.js';
import { lowerNode } from './lower/lower-node.js';
import type { Lowered, Lowering } from './lower/lowering.js';
import type { StoredParameter } from './parameter-storage.js';

/** Random numbers that a training step reads. */
export interface NoiseInput {
  readonly name: Name;
  readonly node: NetworkNode;
  readonly dims: readonly number[];
}

/** A training step as a model: forward pass, loss, backward pass. */
export interface StepGraph {
  readonly model: Uint8Array;
  /** The rows' weights, where the loss reads them. */
  readonly weights: Name | undefined;
  readonly noises: readonly NoiseInput[];
  /** Moving statistics that the graph reads (of frozen batch normalisation). */
  readonly states: readonly StateSlot[];
  /** Moving statistics of which the graph returns what the batch showed. */
  readonly seen: readonly StateSlot[];
  /** Parameters whose gradients the graph returns, with the gradients' dimensions. */
  readonly learned: readonly StoredParameter[];
}

export interface StepOptions {
  readonly loss: LossKind;
  readonly rows: number;
  readonly blocked: BlockedPlan | undefined;
  /** Threads that will run it: sums are divided among them. */
  readonly threads: number;
  /** See `OnnxGraph.directOutputs`. */
  readonly directOutputs: boolean;
}

export const gradientName = ({ name }: ParameterSlot): Name => `gradient of ${name}`;
export const seenName = ({ name }: StateSlot): Name => `seen ${name}`;

/** Builds the training step of a network for batches of a fixed number of rows. */
export function buildStepGraph(
  network: Network,
  stored: readonly StoredParameter[],
  { loss, rows, blocked, threads, directOutputs }: StepOptions,
): StepGraph {
  const g = new GraphBuilder();
  const sizes: Sizes = { batch: rows, block: blocked?.block ?? 1 };
  const bySlot = new Map(stored.map((each) => [each.slot, each]));
  const parameters = new Map(stored.map(({ slot, dims }) => [slot, g.input(slot.name, dims)]));
  const noises: NoiseInput[] = [];
  const states: StateSlot[] = [];
  const seen: StateSlot[] = [];
  const learned: StoredParameter[] = [];

  const context: Lowering = {
    g,
    sizes,
    training: true,
    threads,
    unpooled: new Map(),
    blocked,
    parameter: (node, role) => parameters.get(slotOf(node, role) as ParameterSlot),
    setGradient(node, role, gradient, dims) {
      const stored = bySlot.get(slotOf(node, role) as ParameterSlot) as StoredParameter;
      const each = { ...stored, dims: dims ?? stored.dims };
      learned.push(each);
      g.output(gradientName(each.slot), gradient, each.dims);
    },
    state(node, role) {
      const slot = stateOf(node, role);
      states.push(slot);
      return g.input(slot.name, slot.shape);
    },
    setSeen(node, role, value) {
      const slot = stateOf(node, role);
      seen.push(slot);
      g.output(seenName(slot), value, slot.shape);
    },
    noise(node, shape) {
      const dims = [rows, ...shape];
      const name = g.input(`noise of ${node.name}`, dims);
      noises.push({ name, node, dims });
      return { name, layout: 'rows', shape };
    },
  };

  const features: Activation = {
    name: g.input('features', [rows, ...network.inputShape]),
    layout: 'rows',
    shape: network.inputShape,
  };
  const lowered = lowerAll(context, network, features);
  const outputs = toLayout(g, sizes, lowered[network.outputNode]?.output ?? features, 'rows');
  g.output('outputs', outputs.name, [rows, network.outputs]);
  const targets = g.input('targets', [rows, network.outputs]);
  const { loss: value, gradient, weights } = addLoss(g, loss, network, outputs.name, targets, rows);
  g.output('loss', value, []);
  backpropagate(context, network, lowered, { ...outputs, name: gradient });
  return { model: g.model({ directOutputs }), weights, noises, states, seen, learned };
}

/** The forward pass. The entry of the input node is undefined. */
export function lowerAll(context: Lowering, network: Network, features: Activation): (Lowered | undefined)[] {
  const lowered: (Lowered | undefined)[] = [undefined];
  for (const node of network.nodes.slice(1)) {
    const inputs = node.inputs.map((input) => lowered[input]?.output ?? features);
    lowered.push(lowerNode(context, node, inputs));
  }
  return lowered;
}

function backpropagate(
  context: Lowering,
  network: Network,
  lowered: readonly (Lowered | undefined)[],
  atOutput: Activation,
): void {
  const { g, sizes } = context;
  const learns = nodesThatLearn(network);
  const gradients: (Name | undefined)[] = [];
  const layoutOf = (node: number): Layout => lowered[node]?.output.layout ?? 'rows';
  gradients[network.outputNode] = toLayout(g, sizes, atOutput, layoutOf(network.outputNode)).name;
  for (let at = network.nodes.length - 1; at > 0; at--) {
    const node = network.nodes[at];
    const gradient = gradients[at];
    const step = lowered[at];
    if (gradient === undefined || step === undefined || !learns[at]) continue;
    const wanted = node.inputs.map((input) => learns[input]);
    for (const [position, part] of step.backward(gradient, wanted).entries()) {
      const input = node.inputs[position];
      if (part === undefined || !wanted[position]) continue;
      const name = toLayout(g, sizes, part, layoutOf(input)).name;
      const before = gradients[input];
      gradients[input] = before === undefined ? name : g.add(before, name);
    }
  }
}

/** Per node: whether a gradient must reach it, because it or a node before it has something to learn. */
function nodesThatLearn({ nodes }: Network): boolean[] {
  const learns: boolean[] = [];
  for (const { trainable, parameters, inputs } of nodes) {
    learns.push((trainable && parameters.length > 0) || inputs.some((input) => learns[input]));
  }
  return learns;
}

const slotOf = (node: NetworkNode, role: ParameterSlot['role']): ParameterSlot | undefined =>
  node.parameters.find((slot) => slot.role === role);

export const stateOf = (node: NetworkNode, role: StateSlot['role']): StateSlot =>
  node.state.find((slot) => slot.role === role) as StateSlot;
