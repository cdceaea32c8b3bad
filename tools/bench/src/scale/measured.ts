import type { Costs, Sweep } from './simulate.js';

/**
 * As `scale-costs.js` measured them on 2026-11-27 (Node 20.20, Redis 7, BullMQ 6.7; processor time, two shared cores): a record that
 * is not there 0.31 ms, 2 kB written 2.05 ms and read 0.82 ms, 16 MB written 80 ms; Redis 0.026 ms to publish a job, 0.084 ms to
 * hand it out and end it; the publisher 0.076 ms, and 0.168 ms for its event together with a worker that does nothing.
 */
export const COSTS: Costs = {
  // Of a trial: 3 records that are not there, 5 files that are not there, 8 files written, 3 records read.
  storeRequest: (8 * 0.31e-3 + 8 * 2.05e-3 + 3 * 0.82e-3) / 19,
  storeByte: 80e-3 / 16e6,
  networkByte: 8 / 1e9, // 1 Gbit a second, assumed
  queuePublish: 0.026e-3,
  queueJob: 0.084e-3,
  coordinatorPublish: 0.076e-3,
  coordinatorJob: 0.168e-3,
};

/** 10,000 trials of the quickstart's MLP: weights and predictions are 1.35 MB, Fashion-MNIST 55 MB. */
export const sweepOf = (seconds: number): Sweep => ({
  trials: 10_000,
  seconds,
  requestsBefore: 3,
  requestsAfter: 16,
  dataBytes: 55e6,
  resultBytes: 1.35e6,
});
