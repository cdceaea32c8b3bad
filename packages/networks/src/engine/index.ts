// What engines and trainers share: the contract between them, and what all of them must compute alike.

export { showShape } from '../declaration/shape.js';
export { initialParameters, initialState } from '../initializers/initial-parameters.js';
export { fillDropoutMask, fillGaussianNoise, type NoiseKey, noiseKey } from '../random/noise.js';
export type { LossKind } from '../specs.generated.js';
export type {
  CompiledNetwork,
  CompileOptions,
  Engine,
  ParameterLayout,
  TrainBatch,
} from './engine.js';
export { applyHead, logProbability, probabilitiesOf, seenByLoss } from './head.js';
export { type LossDefinition, losses } from './losses.js';
export { type Weights, weightsByName } from './weights.js';
