// One measurement of k nearest neighbours on Fashion-MNIST, as JSON: called by classical.js.
//
//   SELVEDGE_DATA=... node tools/bench/dist/classical-knn.js [--k 7] [--metric euclidean] [--engine fast]
//     [--train 60000] [--test 10000]
import { parseArgs } from 'node:util';
import { Knn } from '@selvedge/classical';
import type { KnnParams } from '@selvedge/classical/types';
import { fashionMnist, slice } from './fashion-mnist.js';
import { MLJS, report, timed } from './measured.js';

const { values } = parseArgs({
  options: {
    k: { type: 'string', default: '7' },
    metric: { type: 'string', default: 'euclidean' },
    engine: { type: 'string', default: 'native' },
    train: { type: 'string', default: '60000' },
    test: { type: 'string', default: '10000' },
  },
});
const { train, test } = fashionMnist();
const asked = slice(test, Number(values.test));
// Knn refuses what is not one of its metrics and engines.
const { metric, engine } = values as Pick<KnnParams, 'metric' | 'engine'>;
const { result: predicted, times } = await timed(async () => {
  const model = await new Knn({ k: Number(values.k), metric, engine }).fit(slice(train, Number(values.train)));
  return model.predict(asked.features);
});
const right = predicted.filter((label, row) => label === asked.labels[row]).length;
report({
  ...(engine === 'mljs' && MLJS),
  fit: times,
  accuracy: right / predicted.length,
  predicted: Buffer.from(Uint8Array.from(predicted)).toString('base64'),
});
