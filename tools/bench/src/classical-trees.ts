// One measurement of trees on Fashion-MNIST, as JSON: called by classical.js.
//
//   SELVEDGE_DATA=... node tools/bench/dist/classical-trees.js [--model tree|forest|extra|boosting] [--depth 10]
//     [--trees 100] [--train 60000] [--engine fast]
import { parseArgs } from 'node:util';
import { DecisionTree, ExtraTrees, HistGradientBoosting, RandomForest } from '@selvedge/classical';
import type { ForestParams } from '@selvedge/classical/types';
import { fashionMnist, slice } from './fashion-mnist.js';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'tree' },
    depth: { type: 'string' },
    trees: { type: 'string', default: '100' },
    train: { type: 'string', default: '60000' },
    engine: { type: 'string', default: 'native' },
  },
});
const data = fashionMnist();
const train = slice(data.train, Number(values.train));
const maxDepth = values.depth === undefined ? null : Number(values.depth);
const trees = Number(values.trees);
// The models refuse what is not one of their engines.
const { engine } = values as Pick<ForestParams, 'engine'>;
const models = {
  tree: () => new DecisionTree({ maxDepth, engine }),
  forest: () =>
    new RandomForest({ nEstimators: trees, maxDepth, engine, ...(engine === 'mljs' && { maxFeatures: 28 }) }),
  extra: () => new ExtraTrees({ nEstimators: trees, maxDepth }),
  boosting: () => new HistGradientBoosting({ maxIter: trees, minChildWeight: 1e-3 }),
};
const model = models[values.model as keyof typeof models]();
const start = performance.now();
const fitted = await model.fit(train);
const seconds = (performance.now() - start) / 1000;
const accuracy = await fitted.score(data.test);
console.log(JSON.stringify({ seconds, accuracy, peakMb: process.resourceUsage().maxRSS / 1024 }));
process.exit(0); // worker threads would wait for more work
