import { serveWorker } from '@selvedge/compute/workers';
import { treeMethods } from './tree-methods.js';

export const api: typeof treeMethods = serveWorker(treeMethods);
