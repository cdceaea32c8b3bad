import { Worker } from '@selvedge/compute/workers';

/** Starts a thread that sums losses and gradients, or predicts. */
export const startThread = (): Worker =>
  new Worker(new URL('./logistic.worker.js', import.meta.url), { type: 'module', name: 'logistic-regression' });
