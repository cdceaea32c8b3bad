import { classifierChecks } from '@selvedge/data/testing';
import { openLocalSession } from '../session/local-session.js';
import { openEngine } from '../session/open-engine.js';
import type { EngineName, NetworkSession, SessionOptions } from '../session/session.js';
import type { TrainSpec } from '../specs.generated.js';
import { loadNeural } from './load-neural.js';
import { NeuralClassifier } from './neural-classifier.js';

/**
 * `nx run neural:contract` checks both networks on the engine that it names here, on each of its runtimes. Otherwise one
 * network on each engine's default.
 */
const CHECKED = process.env['SELVEDGE_CONTRACT'];

const train: TrainSpec = { epochs: 12, batchSize: 16, learningRate: 0.03, evaluateTrain: 0 };
// One output per class of the data.
const NETWORKS = {
  mlp: { columns: 6, network: { zoo: 'mlp', hidden: [16], inputShape: [6] } },
  convnet: { columns: 36, network: { zoo: 'convnet', filters: [4], inputShape: [6, 6, 1] } },
} as const;

/** In the calling thread: a thread of its own loads TensorFlow.js again for each of some eighty fits. */
const openHere = async (engine: EngineName, options: SessionOptions): Promise<NetworkSession> =>
  openLocalSession(await openEngine(engine), options);

const engines = (['onnx', 'tfjs'] as const).filter((engine) => CHECKED === undefined || CHECKED === engine);
const networks = CHECKED === undefined ? (['mlp'] as const) : (['mlp', 'convnet'] as const);

describe.each(engines.flatMap((engine) => networks.map((name) => [name, engine] as const)))(
  'new NeuralClassifier(options) with %s on %s',
  (name, engine) => {
    const { columns, network } = NETWORKS[name];
    const make = (): NeuralClassifier =>
      engine === 'onnx'
        ? new NeuralClassifier({ network, train, engine, threads: 1 })
        : new NeuralClassifier({ network, train, engine }, { openSession: openHere });
    const options = { load: loadNeural, hasFixedColumns: true, refusesUnknownOptions: true, matchesColumns: true };
    for (const check of classifierChecks(make, { ...options, columns })) test(check.name, check.run, 120_000);
  },
);
