import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import type { Executor, Node } from '@selvedge/workflow/types';
import type { PlannedEntry } from '../plan/planning.js';
import { problemOfValues } from './problem-of-values.js';
import { jobId, type QueuedTask, stepOf, targetsOf } from './queued-jobs.js';
import { fitNames } from './resampled-fits.js';

/**
 * Whoever writes to the queue can ask for anything; what is done is a part of the pipeline that the store has, under its own key.
 *
 * @returns the one step that the task names; undefined where it names none
 * @throws SelvedgeError `invalid-argument` for what no coordinator publishes
 */
export async function checkTask(
  planned: PlannedEntry,
  task: QueuedTask,
  id: string,
  executor: Executor,
): Promise<Node | undefined> {
  const { name, sweep } = planned.entry;
  const { trials = [], values = [], fit } = task;
  const tried = sweep?.trials.length ?? 0;
  const wrong = trials.find((trial) => !Number.isInteger(trial) || trial < 0 || trial >= tried);
  if (wrong !== undefined || (task.trials && trials.length === 0))
    throw refused(`it names the trial ${wrong}; there are ${tried}`);
  if (task.values && !(sweep && Array.isArray(task.values) && values.length > 0))
    throw refused(`it names the values ${shown(task.values)}; ${sweep ? 'need a list' : `${name} has no sweep`}`);
  const problem = sweep && values.map((each) => problemOfValues(sweep, each)).find((found) => found !== undefined);
  if (problem !== undefined) throw refused(problem);
  const names = fitNames(planned.entry);
  if (fit !== undefined && !names.includes(fit))
    throw refused(`it names the fit ${shown(fit)}; there are ${names.join(', ') || 'none'}`);
  const step = task.step === undefined ? undefined : await stepOf(planned, task, executor);
  if (task.step !== undefined && !step) throw refused(`no step of ${name} has the key ${task.step} here`);
  const own = jobId(planned, task, await targetsOf(planned, task, executor));
  if (own !== id) throw refused(`its key is ${id}; of its task this worker computes ${own}`);
  return step;
}

/**
 * The form alone: what is named is checked with the plan.
 *
 * @param models - how many the pipeline has
 * @throws SelvedgeError `invalid-argument`
 */
export function checkForm(task: unknown, models: number): void {
  const { entry, trials, values, fit, step } = (task ?? {}) as Readonly<Record<string, unknown>>;
  // Of a name such as `length` or `__proto__` a list of models has something, too.
  if (!(Number.isInteger(entry) && Number(entry) >= 0 && Number(entry) < models))
    throw refused(`its model is ${shown(entry)}; there are ${models}, from 0`);
  for (const [name, list] of Object.entries({ trials, values }))
    if (list !== undefined && !Array.isArray(list)) throw refused(`its ${name} are ${shown(list)}; need a list`);
  for (const [name, text] of Object.entries({ fit, step }))
    if (text !== undefined && typeof text !== 'string') throw refused(`its ${name} is ${shown(text)}; need a text`);
}

export const refused = (why: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `the job is refused: ${why}.`);
