import type { PipelineInput } from './schema.js';

/**
 * Declares a pipeline in TypeScript: the compiler knows every field and value. `run(pipeline)` runs it.
 *
 * @example definePipeline({ version: 1, data: 'garments', model: { kind: 'knn', k: 7 } })
 */
export function definePipeline<const Input extends PipelineInput>(pipeline: Input): Input {
  return pipeline;
}
