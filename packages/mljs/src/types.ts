// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { ForestOptions } from './forest/grow-forest.js';
export type { LogisticLines } from './logistic/fit-logistic.js';
export type { KdTree } from './neighbors/kd-tree.js';
export type { TreeOptions } from './tree/grow-tree.js';
export type { GrownTree } from './tree/grown-tree.js';
