import { basename, resolve } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import type { Pipeline } from '../spec/pipeline.js';
import type { RunPlan } from './plan-run.js';
import { isRunning, type ListedRun, listRuns, RunFolder } from './run-folder.js';
import { partsOfRunId } from './run-id.js';
import { checkThreads, isSameRun, otherRun } from './run-identity.js';
import { unreadableRuns } from './unreadable-runs.js';

/**
 * The run to go on with: the newest of this name that did not finish, or an older one of the same specification.
 *
 * @returns undefined where there is none, so that a new one begins
 * @throws SelvedgeError `invalid-argument` for one of another specification or other data, `corrupt-file` where the record of a newer one
 * cannot be read
 */
export async function unfinishedRun(plan: RunPlan): Promise<ListedRun | undefined> {
  const { pipeline, runsDirectory, options } = plan;
  const candidates: ListedRun[] = [];
  const runs = await runsToLookAt(pipeline, runsDirectory, options.output);
  if (options.output === undefined) await checkUnreadable(pipeline, runsDirectory, runs[0]?.id ?? '');
  for (const run of runs) {
    if (run.status === 'finished') break; // what lies before it was done again
    if (await isRunning(run)) {
      const text = `the run ${run.id} is at work (process ${run.process}), so that it does not wait to go on`;
      options.onEvent?.({ event: 'note', level: 'warning', text });
      continue;
    }
    if (await isSameRun(run, plan)) {
      checkThreads(run, plan);
      return run;
    }
    candidates.push(run);
  }
  if (candidates.length > 0) throw await otherRun(candidates[0], plan);
  return undefined;
}

async function runsToLookAt(
  { name }: Pipeline,
  runsDirectory: string,
  output: string | undefined,
): Promise<readonly ListedRun[]> {
  if (output === undefined) return (await listRuns(runsDirectory)).filter((each) => each.name === name);
  const path = resolve(output);
  const record = await new RunFolder(path).record();
  return record ? [{ ...record, path }] : [];
}

async function checkUnreadable({ name }: Pipeline, runsDirectory: string, newest: string): Promise<void> {
  const since = partsOfRunId(newest)?.stamp ?? '';
  const newer = (await unreadableRuns(runsDirectory)).findLast((path) => {
    const parts = partsOfRunId(basename(path));
    return parts?.name === name && parts.stamp >= since;
  });
  if (newer === undefined) return;
  throw new SelvedgeError(
    'corrupt-file',
    `${newer}/run.json cannot be read, so that nobody knows whether that run can go on. ` +
      'Leave out --resume to begin a new one, which takes finished steps from the cache, and remove that folder.',
  );
}
