import { type LabelledRows, rowView } from '@selvedge/data';
import { impurityOf } from './criterion.js';
import { TreeBuilder, type TreeNodes } from './nodes.js';
import type { DecisionTreeParams } from './params.js';
import { leavesWithin } from './walk.js';

/** A node of ml-cart, as far as it is read here. Rows with a number below `splitValue` go left. */
export interface MlNode {
  readonly splitColumn: number;
  readonly splitValue: number;
  readonly left?: MlNode;
  readonly right?: MlNode;
  /** Of a leaf: shares of the classes as a matrix of one row, up to the last class that occurs. */
  readonly distribution?: { readonly columns: number; get(row: number, column: number): number };
}

interface MlCart {
  readonly DecisionTreeClassifier: new (options: {
    readonly minNumSamples: number;
    readonly maxDepth: number;
    readonly gainThreshold: number;
  }) => { readonly root: MlNode; train(rows: number[][], labels: number[]): void };
}

/** Grows a tree with the npm package ml-cart. Runs on the caller's thread and cannot be stopped. */
export async function growMlTree(params: DecisionTreeParams, train: LabelledRows): Promise<TreeNodes> {
  const { DecisionTreeClassifier } = await importMl<MlCart>('ml-cart');
  const tree = new DecisionTreeClassifier(mlTreeOptions(params));
  tree.train(nestedRows(train), [...train.labels]);
  return fromMlNodes(tree.root, train, (column) => column);
}

/** Its own default stops at a gain of 0.01; ours does not. A node of `minNumSamples` rows or fewer is a leaf. */
export function mlTreeOptions(params: Pick<DecisionTreeParams, 'maxDepth' | 'minSamplesSplit'>): {
  minNumSamples: number;
  maxDepth: number;
  gainThreshold: number;
} {
  const { maxDepth, minSamplesSplit } = params;
  return { minNumSamples: minSamplesSplit - 1, maxDepth: maxDepth ?? Number.POSITIVE_INFINITY, gainThreshold: 0 };
}

/** Loads a package of the ml.js project, which has no type declarations that fit. */
export async function importMl<T>(name: string): Promise<T> {
  const module: unknown = await import(name);
  return module as T;
}

export function nestedRows({ features }: LabelledRows): number[][] {
  return Array.from({ length: features.rows }, (_, row) => Array.from<number>(rowView(features, row)));
}

/** The same tree as our nodes, with the counts of the training rows in each. */
export function fromMlNodes(root: MlNode, train: LabelledRows, columnOf: (column: number) => number): TreeNodes {
  const classes = train.classes.length;
  const builder = new TreeBuilder(classes);
  const empty = new Float64Array(classes);
  const parents: number[] = [];
  const stack = [{ from: root, parent: -1, isRight: false }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { from, parent, isRight } = open;
    const node = builder.append(0, 0, empty);
    parents.push(parent);
    if (isRight) builder.setRight(parent, node);
    if (from.left === undefined || from.right === undefined) continue;
    builder.split(node, columnOf(from.splitColumn), justBelow(from.splitValue));
    stack.push({ from: from.right, parent: node, isRight: true }, { from: from.left, parent: node, isRight: false });
  }
  const nodes = builder.finish();
  const leaves = leavesWithin(nodes, train.features, { maxDepth: Number.POSITIVE_INFINITY, minSamplesSplit: 0 });
  for (let row = 0; row < leaves.length; row++) {
    for (let node = leaves[row]; node >= 0; node = parents[node]) {
      nodes.samples[node]++;
      nodes.counts[node * classes + train.labels[row]]++;
    }
  }
  for (let node = 0; node < parents.length; node++) {
    nodes.impurity[node] = impurityOf('gini', nodes.counts.subarray(node * classes, (node + 1) * classes));
  }
  return nodes;
}

/** The largest number below: `x < t` is `x <= justBelow(t)`. */
function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const number = new Float64Array(bits.buffer);
  number[0] = value;
  bits[0] += value > 0 ? -1n : 1n;
  return number[0];
}
