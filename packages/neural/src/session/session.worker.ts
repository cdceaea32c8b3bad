import type { WorkerContext } from '@selvedge/compute/types';
import { serveWorker } from '@selvedge/compute/workers';
import type { Weights } from '@selvedge/networks/engine';
import { openLocalSession } from './local-session.js';
import { openEngine } from './open-engine.js';
import type { NetworkSession } from './session.js';
import type { SessionApi } from './session-api.js';

let open: NetworkSession | undefined;

function session(): NetworkSession {
  if (open === undefined) throw new Error('internal: the worker has no session yet');
  return open;
}

function moved(weights: Weights, context: WorkerContext): Weights {
  context.transfer(weights.parameters.buffer as ArrayBuffer, weights.state.buffer as ArrayBuffer);
  return weights;
}

serveWorker<SessionApi>({
  async open({ engine, options }) {
    open = await openLocalSession(await openEngine(engine), options);
    return open.description;
  },
  initialize: ({ seed, given }) => session().initialize(seed, given),
  write: (weights) => session().write(weights),
  read: async (which, context) => moved(await session().read(which), context),
  async step({ batch, learningRate }, context) {
    const result = await session().step(batch, learningRate);
    context.transfer(result.features.buffer as ArrayBuffer);
    return result;
  },
  average: ({ share, restart }) => session().average(share, restart),
  snapshotBest: (which) => session().snapshotBest(which),
  async predict({ features, rows, which }, context) {
    const outputs = await session().predict(features, rows, which);
    context.transfer(outputs.buffer as ArrayBuffer);
    return outputs;
  },
  penalty: (which) => session().penalty(which),
  saveCheckpoint: ({ path, config }) => session().saveCheckpoint(path, config),
  loadCheckpoint: (path) => session().loadCheckpoint(path),
  close: () => session().close(),
});
