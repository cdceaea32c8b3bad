// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { SharedFit } from '@selvedge/component/types';
export type { Config } from './config/load-registry.js';
export type { StoreConfig } from './config/store-config.js';
export type { Place } from './document/located.js';
export type { ModelSignature } from './models/signature.js';
export type { ModelContext } from './registry/model-entry.js';
export type { ModelInput } from './registry/models.js';
export type { NetworkContext } from './registry/named-network.js';
export type { DataSetComparison } from './run/compare-data-sets.js';
export type { ComparedModel, RunComparison } from './run/compare-runs.js';
export type { ExportedModel } from './run/export-model.js';
export type { RunModel } from './run/load-model.js';
export type { Plan, PlannedStep } from './run/plan-pipeline.js';
export type { Replay } from './run/replay.js';
export type { RunResult } from './run/report-run.js';
export type { RecordedPlugin } from './run/run-folder.js';
export type { RunKinds } from './run/run-kinds.js';
export type { TrialResult } from './run/search-trials.js';
export type { ParseOptions } from './spec/parse-spec.js';
export type { ModelConfig, PipelineEntry } from './spec/pipeline.js';
export type { Override } from './spec/read-document.js';
export type { ReportSpec } from './spec/report-schema.js';
export type { Point } from './track/tracker.js';
