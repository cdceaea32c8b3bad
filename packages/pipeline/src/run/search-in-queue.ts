import type { Cache } from '@selvedge/workflow';
import { withInputs } from '@selvedge/workflow';
import { removeCheckpoints } from '@selvedge/workflow/checkpoints';
import type { Executor, Node } from '@selvedge/workflow/types';
import { chooseEntry } from './fit-entry.js';
import { divided, type PlannedJob, type Searching } from './queued-jobs.js';
import { type EntryJob, jobsOfChosen, trialJobs } from './worker-jobs.js';

export interface SearchingWith {
  readonly cache: Cache;
  readonly executor: Executor;
  /** Has jobs done, so that the store has their results. */
  publish(jobs: readonly PlannedJob[]): Promise<unknown>;
}

/**
 * Follows a search here while workers measure its trials, and has them do the chosen model and its folds.
 *
 * @throws as `publish`, `chooseEntry` and `jobsOfChosen`
 */
export async function searchInQueue(
  { planned, at }: Searching,
  { cache, executor, publish }: SearchingWith,
): Promise<void> {
  const workers = async (jobs: readonly EntryJob[]): Promise<void> => {
    await publish(
      await divided(
        jobs.map((job) => ({ planned, job })),
        cache,
      ),
    );
  };
  const chosen = await chooseEntry(planned, executor, async (trials) =>
    workers(await trialJobs(planned, trials, at, cache)),
  );
  await cache.shared?.settled(); // workers read what a search with `maxTime` has tried
  if (cache.shared) await removeCheckpoints(cache.shared, lengthsOf(chosen.searched?.nodes ?? []));
  await workers(await jobsOfChosen(chosen, at, cache, executor));
}

/** Keys of the checkpoints with which the trainings behind these steps go on from each other. */
export const lengthsOf = (nodes: readonly Node[]): ReadonlySet<string> =>
  new Set(withInputs(nodes).flatMap(({ checkpointKey }) => checkpointKey ?? []));
