export { growForest } from './forest/grow-forest.js';
export { fitLogistic } from './logistic/fit-logistic.js';
export { openKdTree } from './neighbors/kd-tree.js';
export { growTree } from './tree/grow-tree.js';
