import { serveWorker } from '@selvedge/compute/workers';
import { coordinatesFit } from './coordinates-fit.js';

export const api: { readonly fit: typeof coordinatesFit } = serveWorker({ fit: coordinatesFit });
