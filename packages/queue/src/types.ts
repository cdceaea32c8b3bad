// Types of options, for declarations that name them.

export type { WorkQueueOptions } from './work-queue.js';
