import { SelvedgeError } from '@selvedge/data';
import type { Head, Network } from '../declaration/network.js';
import type { LossKind } from '../specs.generated.js';
import { losses } from './losses.js';

/**
 * The network as the loss sees it: cross-entropy is that of the softmax, so without one at the end of the network its
 * outputs are logits, as in PyTorch.
 */
export function seenByLoss(network: Network, loss: LossKind): Network {
  return losses.definitionOf(loss).takesLogits && network.head === 'linear' ? { ...network, head: 'softmax' } : network;
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

/**
 * A prediction as probabilities, in the order of the outputs: softmax of logits. Outputs of a linear head are cut at 0
 * and divided by their sum, since trained on 0 and 1 they are near those; where none is positive, they become the
 * nearest probabilities.
 *
 * @param outputs - before the head, rows x classes; left as they are
 * @throws SelvedgeError `diverged` when an output is not a finite number
 */
export function probabilitiesOf(outputs: Float32Array, classes: number, head: Head): Float32Array {
  const values = applyHead(outputs.slice(), classes, head);
  for (let start = 0; start < values.length; start += classes) {
    if (head === 'linear') normalize(values.subarray(start, start + classes));
    for (let i = start; i < start + classes; i++) if (!(values[i] >= 0)) throw notFinite(outputs, start, classes);
  }
  return values;
}

function normalize(row: Float32Array): void {
  let sum = 0;
  for (const value of row) sum += Math.max(0, value);
  if (sum > 0) for (const [i, value] of row.entries()) row[i] = Math.max(0, value) / sum;
  else toNearestProbabilities(row);
}

/** @see Duchi et al., Efficient projections onto the l1-ball, ICML (2008), figure 1 */
function toNearestProbabilities(row: Float32Array): void {
  let [sum, threshold] = [0, 0];
  for (const [at, value] of row.toSorted((a, b) => b - a).entries()) {
    sum += value;
    const next = (sum - 1) / (at + 1);
    if (value <= next) break;
    threshold = next;
  }
  for (const [i, value] of row.entries()) row[i] = Math.max(0, value - threshold);
}

/** log softmax of one output, which no small probability makes infinite. */
export function logProbability(outputs: Float32Array, start: number, classes: number, label: number): number {
  let largest = outputs[start];
  for (let i = start; i < start + classes; i++) largest = Math.max(largest, outputs[i]);
  let sum = 0;
  for (let i = start; i < start + classes; i++) sum += Math.exp(outputs[i] - largest);
  return outputs[start + label] - largest - Math.log(sum);
}

function notFinite(outputs: Float32Array, start: number, classes: number): SelvedgeError {
  return new SelvedgeError(
    'diverged',
    `network: its outputs for a row are ${[...outputs.subarray(start, start + Math.min(classes, 4))].join(', ')}${classes > 4 ? ' ...' : ''}; need finite numbers. Its weights are too large: train with a lower learning rate or with clipNorm, and scale the features (pixels to 0 ... 1).`,
  );
}
