import { classifierChecks } from '@selvedge/data/testing';
import { loadNeural } from './load-neural.js';
import { NeuralClassifier } from './neural-classifier.js';
import type { NeuralOptions } from './neural-params.js';

const OPTIONS: NeuralOptions = {
  network: { zoo: 'mlp', hidden: [16], inputShape: [6] }, // one output per class of the data
  train: { epochs: 12, batchSize: 16, learningRate: 0.03, evaluateTrain: 0 },
  threads: 1,
};

describe('new NeuralClassifier(options)', () => {
  for (const { name, run } of classifierChecks(() => new NeuralClassifier(OPTIONS), {
    load: loadNeural,
    hasFixedColumns: true,
    refusesUnknownOptions: true,
    matchesColumns: true,
  })) {
    test(name, run, 60_000);
  }
});
