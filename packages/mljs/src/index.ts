export { growForest } from './forest/grow-forest.js';
export { fitLogistic } from './logistic/fit-logistic.js';
export { type KdTree, openKdTree } from './neighbors/kd-tree.js';
export { growTree } from './tree/grow-tree.js';
export type { GrownTree } from './tree/grown-tree.js';
