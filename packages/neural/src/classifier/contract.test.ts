import { classifierChecks } from '@selvedge/data/testing';
import { openLocalSession } from '../session/local-session.js';
import { openEngine } from '../session/open-engine.js';
import type { EngineName, NetworkSession, SessionOptions } from '../session/session.js';
import { loadNeural } from './load-neural.js';
import { NeuralClassifier } from './neural-classifier.js';
import type { NeuralOptions } from './neural-params.js';

const OPTIONS: NeuralOptions = {
  network: { zoo: 'mlp', hidden: [16], inputShape: [6] }, // one output per class of the data
  train: { epochs: 12, batchSize: 16, learningRate: 0.03, evaluateTrain: 0 },
};

/** In the calling thread: a thread of its own loads TensorFlow.js again for each of some eighty fits. */
const openHere = async (engine: EngineName, options: SessionOptions): Promise<NetworkSession> =>
  openLocalSession(await openEngine(engine), options);

describe.each([
  ['ONNX Runtime', () => new NeuralClassifier({ ...OPTIONS, engine: 'onnx', threads: 1 })],
  ['TensorFlow.js', () => new NeuralClassifier({ ...OPTIONS, engine: 'tfjs' }, { openSession: openHere })],
] as const)('new NeuralClassifier(options) on %s', (_, make) => {
  const options = { load: loadNeural, hasFixedColumns: true, refusesUnknownOptions: true, matchesColumns: true };
  for (const { name, run } of classifierChecks(make, options)) test(name, run, 120_000);
});
