import { keptDrawings } from '../report/kept-drawings.js';
import type { RunContext } from './prepare-run.js';
import { removeSharedCheckpoints } from './remove-shared-checkpoints.js';
import type { RunResults } from './results.js';
import { resultsOf } from './results-of.js';
import type { RunRecord } from './run-folder.js';
import type { EntryOutcome } from './score-entry.js';
import { type RecordedStep, recordSteps } from './step-records.js';
import { writeReport } from './write-report.js';

/** What a run gives back. */
export interface RunResult {
  readonly results: RunResults;
  readonly record: RunRecord;
  /** The run's folder. */
  readonly folder: string;
  readonly steps: readonly RecordedStep[];
}

/** Writes what the run found, and that it has finished. */
export async function reportRun(outcomes: readonly EntryOutcome[], context: RunContext): Promise<RunResult> {
  const { pipeline, sources, journal, executor, precomputed, cache, options } = context;
  const { folder } = journal;
  const [first] = sources.values();
  const results = resultsOf(pipeline, first.loaded, outcomes);
  const steps = recordSteps([...precomputed.values(), ...executor.records], outcomes);
  await folder.writeJson('results.json', results);
  await folder.writeJson('steps.json', steps);
  const audit = { testSets: context.testSets.toJSON(), models: outcomes.map((outcome) => outcome.audit) };
  const drawn = keptDrawings(cache, options.cache ?? 'on');
  await writeReport(folder, pipeline.report, results, { ...journal.record, audit }, { drawn });
  await removeSharedCheckpoints(context);
  await journal.end('finished', { digest: results.digest, audit });
  return { results, record: journal.record, folder: folder.path, steps };
}
