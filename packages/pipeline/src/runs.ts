// Runs on disk, without what runs them: quick to load, for programs that only look.

export { cancelRun } from './run/cancel-run.js';
export { explainStep, nearestRun, type RunSteps } from './run/explain-step.js';
export { type Folders, foldersOf } from './run/folders.js';
export { updateManifest, type VerifiedRun, verifyRun } from './run/manifest.js';
export type { ModelResult, PartResult, RunResults } from './run/results.js';
export {
  findRun,
  isRunning,
  type ListedRun,
  listRuns,
  RunFolder,
  type RunRecord,
  type RunStatus,
} from './run/run-folder.js';
export type { RecordedStep } from './run/step-records.js';
export { readResolved, readResults, readSteps } from './run/stored-run.js';
export {
  accuracyOverFolds,
  accuracyWithInterval,
  duration,
  generatedNotice,
  percent,
  primarySplit,
} from './run/summary.js';
export { unreadableRuns } from './run/unreadable-runs.js';
export { findProject } from './spec/paths.js';
export type { OnEvent, RunEvent } from './track/run-event.js';
