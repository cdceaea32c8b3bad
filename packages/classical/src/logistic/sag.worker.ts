import { serveWorker } from '@selvedge/compute/workers';
import { sagFit } from './sag-fit.js';

export const api: { readonly fit: typeof sagFit } = serveWorker({ fit: sagFit });
