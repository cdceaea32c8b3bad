import type { Pipeline } from '../spec/pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import { fitEntry } from './fit-entry.js';
import { keepOutcome } from './keep-outcome.js';
import { sourceFor } from './load-sources.js';
import { planEntry } from './plan-entry.js';
import { planRun, type RunPlan } from './plan-run.js';
import { prepareRun } from './prepare-run.js';
import { type RunResult, reportRun } from './report-run.js';
import { RunJournal } from './run-journal.js';
import type { RunOptions } from './run-options.js';
import { savedReading } from './saved-reading.js';
import { type EntryOutcome, scoreEntry } from './score-entry.js';

/**
 * Runs a pipeline: a file, an object, or what `parseSpec` returned.
 *
 * Every result is taken from the cache when everything that it depends on is as it was. The run's folder holds the
 * specification, the environment, every metric, predictions, models and a report.
 *
 * @throws InvalidSpecError; SelvedgeError of the step that failed, `aborted` when the signal fired: the run's folder
 * then says `failed` or `interrupted`, and `resume` goes on with it
 */
export async function run(source: string | PipelineInput | Pipeline, options: RunOptions = {}): Promise<RunResult> {
  return runPlan(await planRun(source, options));
}

/** Does what was planned. @throws as `run` */
export async function runPlan(plan: RunPlan): Promise<RunResult> {
  const journal = await RunJournal.open(plan);
  const working = journal.during(async () => {
    const context = await prepareRun(plan, journal);
    const { pipeline, sources, executor, writes } = context;
    const outcomes: EntryOutcome[] = [];
    try {
      for (const [at, entry] of pipeline.models.entries()) {
        const { node: data, loaded } = sourceFor(sources, entry.config.data);
        const planned = await planEntry(entry, data, context, executor);
        const fitted = await fitEntry(planned, executor);
        const outcome = await scoreEntry(fitted, executor, pipeline);
        const { reading = {}, train } = loaded;
        const rows = { columns: train.columns, image: reading.image, reading: savedReading(reading, train) };
        await writes.begin(await keepOutcome(outcome, rows, pipeline.models[at + 1], context));
        outcomes.push(outcome);
      }
    } catch (error) {
      await writes.end(); // what kept a model from being written comes first
      throw error;
    }
    await writes.end();
    return reportRun(outcomes, context);
  });
  return working.finally(async () => {
    // Results that others wait for are sent to their end, unless somebody wants this run to stop.
    if (plan.options.signal?.aborted !== true) await plan.cache.shared?.settled();
    plan.cache.release();
  });
}
