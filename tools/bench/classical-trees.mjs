// One measurement of trees on Fashion-MNIST, as JSON: called by classical.mjs.
//
//   SELVEDGE_DATA=... node tools/bench/classical-trees.mjs [--model tree|forest|extra|boosting] [--depth 10]
//     [--trees 100] [--train 60000] [--engine fast]
import { parseArgs } from 'node:util';
import { DecisionTree, ExtraTrees, GradientBoosting, RandomForest } from '../../packages/classical/dist/index.js';
import { fashionMnist, slice } from './fashion-mnist.mjs';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'tree' },
    depth: { type: 'string' },
    trees: { type: 'string', default: '100' },
    train: { type: 'string', default: '60000' },
    engine: { type: 'string', default: 'fast' },
  },
});
const data = fashionMnist();
const train = slice(data.train, Number(values.train));
const maxDepth = values.depth === undefined ? null : Number(values.depth);
const trees = Number(values.trees);
const { engine } = values;
const model = {
  tree: () => new DecisionTree({ maxDepth, engine }),
  forest: () => new RandomForest({ trees, maxDepth, engine, ...(engine === 'ml' && { maxFeatures: 28 }) }),
  extra: () => new ExtraTrees({ trees, maxDepth }),
  boosting: () => new GradientBoosting({ iterations: trees, minChildWeight: 1e-3 }),
}[values.model]();
const start = performance.now();
const fitted = await model.fit(train);
const seconds = (performance.now() - start) / 1000;
const accuracy = await fitted.score(data.test);
console.log(JSON.stringify({ seconds, accuracy, peakMb: process.resourceUsage().maxRSS / 1024 }));
process.exit(0); // worker threads would wait for more work
