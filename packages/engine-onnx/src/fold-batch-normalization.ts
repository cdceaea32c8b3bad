import type { Network, NetworkNode, ParameterSlot } from '@selvedge/networks/types';
import { stateOf } from './step-graph.js';

/** Layers that took over the batch normalisation behind them. */
export interface Folded {
  /** Per node: its kernel, canonical, scaled. */
  readonly kernels: ReadonlyMap<number, Float32Array>;
  /** Per node: its bias; also for nodes that have none of their own. */
  readonly biases: ReadonlyMap<number, Float32Array>;
  /** Batch normalisations that are no longer needed. */
  readonly skipped: ReadonlySet<number>;
}

/**
 * In inference batch normalisation is y = x s + t per channel, with s = gamma / sqrt(variance + epsilon) and
 * t = beta - mean s. Behind a convolution or dense layer that nothing else reads: W' = W s, b' = b s + t.
 */
export function foldBatchNormalization(network: Network, parameters: Float32Array, state: Float32Array): Folded {
  const kernels = new Map<number, Float32Array>();
  const biases = new Map<number, Float32Array>();
  const skipped = new Set<number>();
  for (const node of network.nodes) {
    if (node.operation.kind !== 'batch-normalization') continue;
    const before = network.nodes[node.inputs[0]];
    if (!hasKernel(before) || readers(network, before) > 1) continue;
    const values = (slot: ParameterSlot | undefined): Float32Array | undefined =>
      slot && parameters.subarray(slot.offset, slot.offset + slot.size);
    const slot = (of: NetworkNode, role: ParameterSlot['role']): ParameterSlot | undefined =>
      of.parameters.find((each) => each.role === role);
    const moving = (role: 'moving-mean' | 'moving-variance'): Float32Array => {
      const { offset, size } = stateOf(node, role);
      return state.subarray(offset, offset + size);
    };
    const gamma = values(slot(node, 'gamma'));
    const beta = values(slot(node, 'beta'));
    const mean = moving('moving-mean');
    const { epsilon } = node.operation;
    const scale = Float64Array.from(moving('moving-variance'), (variance, channel) => {
      return (gamma?.[channel] ?? 1) / Math.sqrt(variance + epsilon);
    });
    const kernel = values(slot(before, 'kernel')) as Float32Array;
    const bias = values(slot(before, 'bias'));
    const { length } = scale;
    kernels.set(
      before.index,
      kernel.map((weight, at) => weight * scale[at % length]),
    ); // filters are the last axis
    biases.set(
      before.index,
      Float32Array.from(scale, (s, channel) => ((bias?.[channel] ?? 0) - mean[channel]) * s + (beta?.[channel] ?? 0)),
    );
    skipped.add(node.index);
  }
  return { kernels, biases, skipped };
}

const hasKernel = ({ operation }: NetworkNode): boolean => operation.kind === 'conv2d' || operation.kind === 'dense';

const readers = ({ nodes }: Network, { index }: NetworkNode): number =>
  nodes.filter(({ inputs }) => inputs.includes(index)).length;
