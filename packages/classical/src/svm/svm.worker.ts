import { serveWorker } from '@selvedge/compute/workers';
import { fitLine } from './fit-line.js';

export const api: { readonly fit: typeof fitLine } = serveWorker({ fit: fitLine });
