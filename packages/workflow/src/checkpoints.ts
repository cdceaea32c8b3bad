// Checkpoints that the workers of a queue share.

export { removeCheckpoints, SharedCheckpoints } from './store/shared-checkpoints.js';
