import type { Head, Network } from '../declaration/network.js';
import type { LossKind } from './engine.js';

/**
 * The network as the loss sees it: cross-entropy is that of the softmax, so without one at the end of the network its
 * outputs are logits, as in PyTorch.
 */
export function seenByLoss(network: Network, loss: LossKind): Network {
  return loss === 'cross-entropy' && network.head === 'linear' ? { ...network, head: 'softmax' } : network;
}

/**
 * What a prediction is after the head: softmax of the logits (also for `log-softmax`, whose exponential it is), or the
 * outputs as they are. Works in place.
 */
export function applyHead(outputs: Float32Array, classes: number, head: Head): Float32Array {
  if (head === 'linear') return outputs;
  for (let start = 0; start < outputs.length; start += classes) {
    let largest = outputs[start];
    for (let i = 1; i < classes; i++) largest = Math.max(largest, outputs[start + i]);
    let sum = 0;
    for (let i = 0; i < classes; i++) sum += Math.exp(outputs[start + i] - largest); // above 88.7 exp overflows
    for (let i = 0; i < classes; i++) outputs[start + i] = Math.exp(outputs[start + i] - largest) / sum;
  }
  return outputs;
}

/** Outputs of a linear head are made non-negative and divided by their sum: trained on 0 and 1, they are near those. */
export function toProbabilities(outputs: Float32Array, classes: number, head: Head): Float32Array {
  if (head !== 'linear') return outputs;
  for (let start = 0; start < outputs.length; start += classes) {
    let sum = 0;
    for (let i = start; i < start + classes; i++) sum += outputs[i] = Math.max(0, outputs[i]);
    for (let i = start; i < start + classes; i++) outputs[i] = sum > 0 ? outputs[i] / sum : 1 / classes;
  }
  return outputs;
}
