// Checkpoints that the workers of a queue share.

export { SharedCheckpoints } from './store/shared-checkpoints.js';
