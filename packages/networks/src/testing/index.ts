export { EVERY_LAYER } from './every-layer.js';
export { randomBatch } from './random-batch.js';
export { compileReference, referenceEngine, referenceStep } from './reference/reference-engine.js';
