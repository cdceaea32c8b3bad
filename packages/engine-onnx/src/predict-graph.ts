import type { Network, NetworkNode, ParameterSlot } from '@selvedge/networks/types';
import { foldBatchNormalization } from './fold-batch-normalization.js';
import { GraphBuilder, type Name } from './graph/graph-builder.js';
import { type Activation, toLayout } from './graph/layout.js';
import { lowerNode } from './lower/lower-node.js';
import type { Lowering } from './lower/lowering.js';
import { standardStorage } from './parameter-storage.js';
import { stateOf } from './step-graph.js';

/** Numbers and the dimensions with which they are spread over [rows, ...input shape]. */
export interface Factor {
  readonly values: Float32Array;
  readonly dims: readonly number[];
}

export interface PredictGraphOptions {
  /** Whether softmax follows the outputs. */
  readonly softmax: boolean;
  /** Names of the input and the output; defaults `features` and `outputs`. */
  readonly input?: string;
  readonly output?: string;
  /** features * scale + offset comes first. */
  readonly scale?: Factor;
  readonly offset?: Factor;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * The network as a model of ONNX's own operators that predicts for any number of rows, its weights inside. Batch
 * normalisation right after a layer with a kernel is folded into that kernel.
 *
 * @param parameters - canonical
 * @param state - canonical
 */
export function buildPredictGraph(
  network: Network,
  parameters: Float32Array,
  state: Float32Array,
  options: PredictGraphOptions,
): Uint8Array {
  const g = new GraphBuilder();
  const sizes = { batch: -1, block: 1 };
  const folded = foldBatchNormalization(network, parameters, state);
  const made = new Map<string, Name>();
  const weight = (node: NetworkNode, slot: ParameterSlot): Name => {
    const { dims, order } = standardStorage(node, slot);
    const values = folded.kernels.get(node.index) ?? parameters.subarray(slot.offset, slot.offset + slot.size);
    return g.constant(
      order === undefined ? values.slice() : Float32Array.from(order, (at) => values[at]),
      dims,
      slot.name,
    );
  };
  const context: Lowering = {
    g,
    sizes,
    training: false,
    threads: 1,
    unpooled: new Map(),
    blocked: undefined,
    parameter(node, role) {
      const key = `${node.name}/${role}`;
      const before = made.get(key);
      if (before !== undefined) return before;
      const slot = node.parameters.find((each) => each.role === role);
      const bias = role === 'bias' ? folded.biases.get(node.index) : undefined;
      if (bias === undefined && slot === undefined) return undefined;
      const name =
        bias !== undefined
          ? g.constant(bias, [bias.length], key)
          : role === 'kernel'
            ? weight(node, slot as ParameterSlot)
            : g.constant(valuesOf(parameters, slot as ParameterSlot), (slot as ParameterSlot).shape, key);
      made.set(key, name);
      return name;
    },
    setGradient: () => {
      throw new Error('internal: a prediction has no gradients');
    },
    state(node, role) {
      const slot = stateOf(node, role);
      return g.constant(valuesOf(state, slot), slot.shape, slot.name);
    },
    setSeen: () => {
      throw new Error('internal: a prediction measures nothing');
    },
    noise: () => {
      throw new Error('internal: a prediction draws nothing');
    },
  };

  const input = options.input ?? 'features';
  const output = options.output ?? 'outputs';
  const given = g.input(input, [-1, ...network.inputShape]);
  const activations: Activation[] = [{ name: rescaled(g, given, options), layout: 'rows', shape: network.inputShape }];
  for (const node of network.nodes.slice(1)) {
    const inputs = node.inputs.map((from) => activations[from]);
    activations.push(folded.skipped.has(node.index) ? inputs[0] : lowerNode(context, node, inputs).output);
  }
  const logits = toLayout(g, sizes, activations[network.outputNode], 'rows').name;
  const result = options.softmax ? g.op('Softmax', [logits], { axis: { int: -1 } }) : logits;
  g.output(output, result, [-1, network.outputs]);
  return g.model(options.metadata ? { metadata: options.metadata } : {});
}

function rescaled(g: GraphBuilder, features: Name, { scale, offset }: PredictGraphOptions): Name {
  const scaled = scale === undefined ? features : g.multiply(features, g.constant(scale.values, scale.dims));
  return offset === undefined ? scaled : g.add(scaled, g.constant(offset.values, offset.dims));
}

const valuesOf = (all: Float32Array, { offset, size }: { offset: number; size: number }): Float32Array =>
  all.slice(offset, offset + size);
