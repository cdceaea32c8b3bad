import { createRng } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { Network } from '../declaration/network.js';
import type { TrainBatch } from '../engine/engine.js';

/** Normal features, one-hot targets, two of the rows mixed, and weights of rows from 0.5 to 1.5: the same for the same network and seed. */
export function randomBatch(network: Network, rows: number, seed = 1): TrainBatch {
  const rng = createRng(seed).fork('batch');
  const features = Float32Array.from({ length: rows * numbersIn(network.inputShape) }, () => rng.normal());
  const targets = new Float32Array(rows * network.outputs);
  for (let row = 0; row < rows; row++) {
    const mixed = row < 2 ? 0.3 : 0;
    targets[row * network.outputs + rng.int(network.outputs)] += 1 - mixed;
    targets[row * network.outputs + rng.int(network.outputs)] += mixed;
  }
  const draw = createRng(seed).fork('weights');
  const weights = Float32Array.from({ length: rows }, () => 0.5 + draw.uniform());
  return { features, targets, weights, rows, step: 3, seed };
}
