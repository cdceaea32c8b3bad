import { InProcessExecutor, withInputs } from '@selvedge/workflow';
import type { CacheEntry, Node } from '@selvedge/workflow/types';
import { configNodes } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import type { Pipeline } from '../spec/pipeline.js';
import { sourceFor } from './load-sources.js';
import { planEntry } from './plan-entry.js';
import { planRun } from './plan-run.js';
import type { RunOptions } from './run-options.js';
import { trialNodes } from './search-trials.js';
import { unfinishedRun } from './unfinished-run.js';

/** A step of a plan. Plain JSON. */
export interface PlannedStep {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  /** Ids of the steps that it reads. */
  readonly inputs: readonly string[];
  /** `here`: cheap, made again in each process. `chosen later`: depends on what a sweep chooses. */
  readonly state: 'cached' | 'runs' | 'here' | 'not needed';
  /** What it took when it was computed. */
  readonly seconds?: number;
}

/** What a run would do. Plain JSON. */
export interface Plan {
  readonly name: string;
  readonly steps: readonly PlannedStep[];
}

/** Plans a pipeline: loads its data (keys depend on it), looks into the cache, and computes nothing. @throws as `run` before it computes */
export async function planOf(pipeline: Pipeline, { onEvent: _, ...options }: RunOptions = {}): Promise<Plan> {
  const plan = await planRun(pipeline, options);
  if (options.resume) await unfinishedRun(plan); // what a run would refuse
  const { cache } = plan;
  const executor = new InProcessExecutor({ cache });
  const targets: Node[] = [];
  for (const entry of pipeline.models) {
    const { node: data } = sourceFor(plan.sources, entry.config.data);
    const planned = await planEntry(entry, data, plan, executor);
    const { test } = await executor.get(configNodes(planned).rows);
    targets.push(...targetsOf(planned, test !== undefined));
  }
  const nodes = withInputs(targets);
  const entries = new Map<string, CacheEntry | undefined>();
  for (const each of nodes) if (each.codec) entries.set(each.key, await cache.peek(each.key));
  const needed = neededOf(targets, entries);
  return {
    name: pipeline.name,
    steps: nodes.map((each): PlannedStep => {
      const entry = entries.get(each.key);
      return {
        id: each.id,
        label: each.label,
        key: each.key,
        inputs: Object.values(each.inputs).map(({ id }) => id),
        state: entry ? 'cached' : !needed.has(each.key) ? 'not needed' : each.codec ? 'runs' : 'here',
        ...(entry && { seconds: entry.seconds }),
      };
    }),
  };
}

function targetsOf(planned: PlannedEntry, hasTest: boolean): readonly Node[] {
  const { sweep, evaluate } = planned.entry;
  if (sweep) {
    return sweep.trials.map(trialNodes(planned, sweep)).map((nodes) => nodes.score('validation', [sweep.by]));
  }
  const nodes = configNodes(planned);
  return [
    nodes.summary,
    ...(evaluate.train ? [nodes.score('train', evaluate.metrics)] : []),
    ...(planned.hasValidation ? [nodes.score('validation', evaluate.metrics)] : []),
    ...(hasTest && evaluate.test !== false ? [nodes.score('test', evaluate.metrics)] : []),
  ];
}

/** Steps that a run would ask for: those of which no cached result downstream makes them superfluous. */
function neededOf(targets: readonly Node[], entries: ReadonlyMap<string, CacheEntry | undefined>): ReadonlySet<string> {
  const needed = new Set<string>();
  const visit = (at: Node): void => {
    if (needed.has(at.key)) return;
    needed.add(at.key);
    if (entries.get(at.key)) return;
    for (const input of Object.values(at.inputs)) visit(input);
  };
  for (const target of targets) visit(target);
  return needed;
}
