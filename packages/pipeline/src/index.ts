export type { SharedFit } from '@selvedge/component';
export { findConfig } from './config/find-config.js';
export { type Config, loadRegistry, projectRegistry } from './config/load-registry.js';
export type { Place } from './document/located.js';
export { InvalidSpecError, type Problem, problemText } from './document/problem.js';
export type { CustomTransformSpecs } from './registry/built-in-transforms.js';
export type { ModelContext, ModelEntry } from './registry/model-entry.js';
export type { CustomModelSpecs, ModelInput } from './registry/models.js';
export type { NamedNetwork, NetworkContext } from './registry/named-network.js';
export type { CustomNetworks } from './registry/network-schema.js';
export type { Plugin } from './registry/plugin.js';
export { createRegistry, type Registry } from './registry/registry.js';
export type { TransformEntry } from './registry/transform-entry.js';
export { type ComparedModel, compareRuns, comparisonDocument, type RunComparison } from './run/compare-runs.js';
export { explainStep, type RunSteps } from './run/explain-step.js';
export { type Folders, foldersOf } from './run/folders.js';
export { loadRunModel, type RunModel } from './run/load-model.js';
export { type Plan, type PlannedStep, planOf } from './run/plan-pipeline.js';
export { type Replay, replay } from './run/replay.js';
export type { RunResult } from './run/report-run.js';
export type { ModelResult, PartResult, RunResults } from './run/results.js';
export {
  findRun,
  isRunning,
  type ListedRun,
  listRuns,
  type RecordedPlugin,
  RunFolder,
  type RunRecord,
  type RunStatus,
} from './run/run-folder.js';
export { kindsMissing, pluginKindsOf, type RunKinds } from './run/run-kinds.js';
export type { RunOptions } from './run/run-options.js';
export { run } from './run/run-pipeline.js';
export type { TrialResult } from './run/search-trials.js';
export type { RecordedStep } from './run/step-records.js';
export { accuracyWithInterval, duration, generatedNotice, percent, primarySplit } from './run/summary.js';
export { writeReport } from './run/write-report.js';
export { definePipeline } from './spec/define-pipeline.js';
export { pipelineJsonSchema } from './spec/json-schema.js';
export { type ParseOptions, parseSpec } from './spec/parse-spec.js';
export { findProject } from './spec/paths.js';
export type { ModelConfig, Pipeline, PipelineEntry } from './spec/pipeline.js';
export { NoPipelineFileError, type Override } from './spec/read-document.js';
export type { ReportSpec } from './spec/report-schema.js';
export type { PipelineInput } from './spec/schema.js';
export type { OnEvent, RunEvent } from './track/run-event.js';
export type { Point } from './track/tracker.js';
