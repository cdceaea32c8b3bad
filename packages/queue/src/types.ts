// Types of options, for declarations that name them.

export type { JobQueueOptions } from './job-queue.js';
export type { WorkQueueOptions } from './work-queue.js';
