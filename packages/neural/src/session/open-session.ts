import { isQuick } from '@selvedge/compute/workers';
import type { Network } from '@selvedge/networks/types';
import { openLocalSession } from './local-session.js';
import { openEngine } from './open-engine.js';
import type { EngineName, NetworkSession, SessionOptions } from './session.js';
import { openWorkerSession } from './worker-session.js';

/** Opens a session of a network. */
export type OpenSession = (engine: EngineName, options: SessionOptions) => Promise<NetworkSession>;

/** What a call of the engine costs beside its arithmetic. */
const CALL = 1e5;

/** Whether so many passes through a network, in so many calls, are done sooner than a worker thread starts. */
export const isQuickFor = ({ layers }: Network, rows: number, calls: number): boolean =>
  isQuick(rows * layers.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0) + calls * CALL);

/**
 * In the calling thread where the work is quick, else in a worker thread. TensorFlow.js, which a process has one of, is
 * left to a thread of ours always.
 */
export const sessionOpener =
  (quick: boolean): OpenSession =>
  async (engine, options) =>
    quick && engine === 'onnx'
      ? openLocalSession(await openEngine(engine), options)
      : openWorkerSession(engine, options);
