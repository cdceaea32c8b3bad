import type { Neighbors } from '@selvedge/compute/types';
import type { Labels } from '@selvedge/data';
import type { KnnVoting } from './params.js';

/**
 * Counts the neighbours' votes.
 *
 * @param neighbors - with at least `voting.k` per query
 * @param labels - of the training rows
 * @param into - receives the share of every class: queries x classes, from query `first` on
 */
export function vote(
  neighbors: Neighbors,
  labels: Labels,
  classes: number,
  voting: KnnVoting,
  into: Float32Array,
  first: number,
): void {
  const weigh = WEIGHTS[voting.weights];
  const weights = new Float64Array(voting.k);
  const shares = new Float64Array(classes);
  const queries = neighbors.rows.length / neighbors.k;
  for (let query = 0; query < queries; query++) {
    const start = query * neighbors.k;
    weigh(neighbors.distances.subarray(start, start + voting.k), weights, voting);
    shares.fill(0);
    let total = 0;
    for (let at = 0; at < voting.k; at++) {
      shares[labels[neighbors.rows[start + at]]] += weights[at];
      total += weights[at];
    }
    for (let label = 0; label < classes; label++) into[(first + query) * classes + label] = shares[label] / total;
  }
}

type Weigh = (distances: Float64Array, weights: Float64Array, voting: KnnVoting) => void;

const WEIGHTS: Readonly<Record<KnnVoting['weights'], Weigh>> = {
  uniform: (_, weights) => void weights.fill(1),

  // As scikit-learn: where a neighbour is the row itself, only such neighbours vote.
  distance(distances, weights) {
    const hasZero = distances[0] === 0;
    for (let at = 0; at < weights.length; at++) {
      weights[at] = hasZero ? Number(distances[at] === 0) : 1 / distances[at];
    }
  },

  // exp(-gamma d^2) underflows for all neighbours at once; the ratio to the nearest one's weight does not.
  gaussian(distances, weights, { gamma }) {
    const nearest = distances[0];
    for (let at = 0; at < weights.length; at++) {
      const farther = distances[at] - nearest;
      // As a product of two differences, which does not overflow to infinity less infinity.
      const exponent = farther === 0 ? 0 : gamma * farther * (distances[at] + nearest);
      weights[at] = Math.exp(-exponent);
    }
  },
};
