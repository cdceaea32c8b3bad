import { type NodeCounts, weightsOf } from './node-counts.js';

/** Probabilities of the classes in each node of a tree. */
export interface NodeShares {
  /** Writes to each row of `shares`, rows x classes of 0, those of the node in which the row ends. */
  write(shares: Float32Array, nodes: Uint32Array): void;
  /** Without smoothing: adds to each row of `sums` those of the node in which the row ends; -1 is no node. */
  addTo(sums: Float64Array, nodes: Int32Array | Uint32Array): void;
}

/** Shares of the weights, each raised by `smoothing` first. */
export const nodeShares = (tree: NodeCounts, classes: number, smoothing: number): NodeShares =>
  tree.entries ? sharesOfSome(tree, classes, smoothing) : sharesOfAll(tree, classes, smoothing);

function sharesOfAll({ counts }: NodeCounts, classes: number, smoothing: number): NodeShares {
  const shares = new Float64Array(counts.length);
  for (let start = 0; start < counts.length; start += classes) {
    let total = classes * smoothing;
    for (let label = 0; label < classes; label++) total += counts[start + label];
    for (let label = 0; label < classes; label++) shares[start + label] = (counts[start + label] + smoothing) / total;
  }
  return {
    write(rows, nodes) {
      for (let row = 0; row < nodes.length; row++) {
        const [from, to] = [nodes[row] * classes, row * classes];
        for (let label = 0; label < classes; label++) rows[to + label] = shares[from + label];
      }
    },
    addTo(sums, nodes) {
      for (let row = 0; row < nodes.length; row++) {
        if (nodes[row] < 0) continue;
        const from = nodes[row] * classes;
        const to = row * classes;
        for (let label = 0; label < classes; label++) sums[to + label] += shares[from + label];
      }
    },
  };
}

/** The same of trees that keep the weights above 0 alone: shares of their nodes are made when rows end there. */
function sharesOfSome(tree: NodeCounts, classes: number, smoothing: number): NodeShares {
  const open = (node: number) => {
    const { weights, labels = new Uint16Array(0) } = weightsOf(tree, classes, node);
    let total = classes * smoothing;
    for (let at = 0; at < weights.length; at++) total += weights[at];
    return { labels, share: (at: number): number => (weights[at] + smoothing) / total, rest: smoothing / total };
  };
  return {
    write(rows, nodes) {
      for (let row = 0; row < nodes.length; row++) {
        const { labels, share, rest } = open(nodes[row]);
        const to = row * classes;
        if (rest > 0) rows.fill(rest, to, to + classes);
        for (let at = 0; at < labels.length; at++) rows[to + labels[at]] = share(at);
      }
    },
    addTo(sums, nodes) {
      for (let row = 0; row < nodes.length; row++) {
        if (nodes[row] < 0) continue;
        const { labels, share } = open(nodes[row]);
        const to = row * classes;
        for (let at = 0; at < labels.length; at++) sums[to + labels[at]] += share(at);
      }
    },
  };
}
