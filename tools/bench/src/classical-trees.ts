// One measurement of trees on Fashion-MNIST or on a table of floats, as JSON: called by classical.js.
//
//   SELVEDGE_DATA=... node tools/bench/dist/classical-trees.js [--model tree|forest|extra|boosting] [--depth 10]
//     [--trees 100] [--train 60000] [--table FOLDER] [--engine native]
import { parseArgs } from 'node:util';
import { DecisionTree, ExtraTrees, HistGradientBoosting, RandomForest } from '@selvedge/classical';
import type { ForestParams } from '@selvedge/classical/types';
import { argmaxRows } from '@selvedge/data';
import { fashionMnist, slice } from './fashion-mnist.js';
import { readFloatTable } from './float-table.js';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'tree' },
    depth: { type: 'string' },
    trees: { type: 'string', default: '100' },
    train: { type: 'string', default: '60000' },
    table: { type: 'string' },
    engine: { type: 'string', default: 'native' },
  },
});
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
const { train, test } = values.table === undefined ? images(Number(values.train)) : readFloatTable(values.table);
const model = models[values.model as keyof typeof models]();
const before = process.cpuUsage();
const start = performance.now();
const fitted = await model.fit(train);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
const shares = await fitted.predictProba(test.features);
const predicted = argmaxRows(shares);
const sum = test.labels.reduce((total, label, row) => total - Math.log(shares.values[row * shares.columns + label]), 0);
const accuracy = predicted.filter((label, row) => label === test.labels[row]).length / test.labels.length;
console.log(
  JSON.stringify({
    seconds,
    processorSeconds: (user + system) / 1e6,
    accuracy,
    loss: sum / test.labels.length,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
process.exit(0); // worker threads would wait for more work

function images(rows: number) {
  const data = fashionMnist();
  return { train: slice(data.train, rows), test: data.test };
}
