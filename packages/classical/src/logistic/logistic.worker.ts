import { serveWorker } from '@selvedge/compute/workers';
import { type LogisticMethods, logisticMethods } from './logistic-methods.js';

export const api: Pick<LogisticMethods, keyof LogisticMethods> = serveWorker(logisticMethods());
