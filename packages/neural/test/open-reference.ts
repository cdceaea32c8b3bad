import { referenceEngine } from '@selvedge/networks/testing';
import { openLocalSession } from '../src/session/local-session.js';
import type { NetworkSession, SessionOptions } from '../src/session/session.js';

/** Opens a session on the plain engine in the calling thread: for `NeuralExtras.openSession` in tests. */
export const openReference = (_: unknown, options: SessionOptions): Promise<NetworkSession> =>
  openLocalSession(referenceEngine, options);
