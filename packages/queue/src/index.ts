export { jobQueue } from './job-queue.js';
export { workQueue } from './work-queue.js';
