// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { ModelInput } from './registry/models.js';
export type { ComparedModel, RunComparison } from './run/compare-runs.js';
export type { RunModel } from './run/load-model.js';
export type { Replay } from './run/replay.js';
export type { RecordedPlugin } from './run/run-folder.js';
export type { ParseOptions } from './spec/parse-spec.js';
export type { ModelConfig, PipelineEntry } from './spec/pipeline.js';
