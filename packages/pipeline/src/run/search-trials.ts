import type { Json } from '@selvedge/data/types';
import type { MetricName } from '@selvedge/evaluate';
import { goesByScores, runSearch } from '@selvedge/resample/plans';
import type { Score, Values } from '@selvedge/resample/types';
import type { Executor, Node } from '@selvedge/workflow/types';
import { type ConfigNodes, configNodes, needsProbabilities } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import { sharedFitOf } from '../registry/models.js';
import type { Registry } from '../registry/registry.js';
import type { PipelineEntry, Trial } from '../spec/pipeline.js';
import type { Scores } from '../steps/score.js';
import { type SearchOutcome, timedSearchNode, triedBy } from './timed-search.js';

/** One config that a sweep tried. Plain JSON. */
export interface TrialResult {
  readonly label: string;
  readonly values: Readonly<Record<string, Json>>;
  /** Metric on validation rows. */
  readonly value: number | null;
  readonly chosen: boolean;
}

/** What a sweep tried and found best. */
export interface Searched {
  readonly best: Trial;
  readonly trials: readonly TrialResult[];
  /** The scores that decided, for the record of the run's steps. */
  readonly nodes: readonly Node[];
}

type Sweep = NonNullable<PipelineEntry['sweep']>;

/** Has trials measured by others, so that their scores are in the cache. */
export type Elsewhere = (trials: readonly Trial[]) => Promise<void>;

/**
 * Follows the plan of a sweep: tries its settings and selects the best on the validation rows alone; the first of equals.
 *
 * @param elsewhere - absent: everything is measured here, one after the other, also what the plan names side by side
 */
export async function searchTrials(
  planned: PlannedEntry,
  sweep: Sweep,
  executor: Executor,
  elsewhere?: Elsewhere,
): Promise<Searched> {
  const measuring = measuringOf(planned, sweep, executor, elsewhere !== undefined);
  let last: Promise<unknown> = Promise.resolve();
  const measureInTurn = (batch: readonly Trial[]): Promise<readonly Score[]> => {
    const measured = last.then(() => measure(batch, measuring));
    last = measured;
    return measured;
  };
  const written = new Map(sweep.trials.map((trial) => [trial.values, trial]));
  const trialAt = (values: Values): Trial => written.get(values) ?? sweep.trialAt(values);
  const search = (): Promise<SearchOutcome> =>
    runSearch<Trial>(sweep, [...written.keys()], {
      by: sweep.by,
      seed: sweep.seed,
      trialAt,
      measure: async (batch) => {
        await elsewhere?.(batch);
        return elsewhere ? measure(batch, measuring) : measureInTurn(batch);
      },
    });
  const scoreOf = (trial: Trial): Node<Scores> => measuring.nodesOf(trial).score('validation', [sweep.by]);
  const timed = 'maxTime' in sweep && sweep.maxTime !== undefined ? timedSearchNode(planned, search) : undefined;
  const found = timed ? await executor.get(timed) : triedBy(await search());
  const trials = found.tried.map(trialAt);
  const results = trials.map(
    ({ label, values }, at): TrialResult => ({ label, values, value: found.scores[at], chosen: at === found.best }),
  );
  return { best: trials[found.best], trials: results, nodes: [...(timed ? [timed] : []), ...trials.map(scoreOf)] };
}

/** The steps of a trial: trials whose parameters share a fit have one. */
export function trialNodes(planned: PlannedEntry, sweep: Sweep): (trial: Trial) => ConfigNodes {
  const use = needsProbabilities(sweep.by) ? 'final' : 'choice';
  const siblings = sweep.trials.map(({ config }) => config.model);
  return ({ config, label }) => configNodes(planned, { config, id: `${planned.entry.name}/${label}`, use, siblings });
}

/** Scores some trials of a sweep, so that their results are in the cache. */
export async function scoreTrials(
  planned: PlannedEntry,
  sweep: Sweep,
  trials: readonly Trial[],
  executor: Executor,
): Promise<void> {
  await measure(trials, measuringOf(planned, sweep, executor));
}

/** What measures trials on the validation rows. */
interface Measuring {
  readonly executor: Executor;
  readonly registry: Registry;
  readonly by: MetricName;
  nodesOf(trial: Trial): ConfigNodes;
  /** Lets go what was in memory for trials that have been measured; `rest` are still to come. */
  letGo(rest: readonly Trial[]): void;
}

function measuringOf(planned: PlannedEntry, sweep: Sweep, executor: Executor, isElsewhere = false): Measuring {
  const nodesOf = trialNodes(planned, sweep);
  // What follows is not known yet where scores decide: it begins with the same rows as a rule.
  const own = configNodes(planned);
  const kept = goesByScores(sweep) ? [own.part('train'), own.part('validation')] : [];
  let measured = 0;
  return {
    executor,
    registry: planned.planning.registry,
    by: sweep.by,
    nodesOf,
    letGo: (rest) => {
      // Not after each one, because looking takes time too. Scores alone are no burden, and others use this executor.
      if (isElsewhere || ++measured % TRIED_AT_ONCE > 0) return;
      executor.keepOnly([...kept, ...rest.map((trial) => nodesOf(trial).score('validation', [sweep.by]))]);
    },
  };
}

const TRIED_AT_ONCE = 4;

async function measure(
  trials: readonly Trial[],
  { executor, registry, by, nodesOf, letGo }: Measuring,
): Promise<readonly Score[]> {
  executor.expect(
    trials
      .filter(({ config }) => sharedFitOf(registry, config.model))
      .map((trial) => nodesOf(trial).predict('validation')),
  );
  const scores: Score[] = trials.map(() => null);
  // Shorter trainings first: a longer one goes on where a shorter one ended.
  const lengthOf = ({ config }: Trial): number => Number(config.train?.['epochs'] ?? 0);
  const order = [...trials.keys()].sort((a, b) => lengthOf(trials[a]) - lengthOf(trials[b]) || a - b);
  for (const [at, place] of order.entries()) {
    const { metrics } = await executor.get(nodesOf(trials[place]).score('validation', [by]));
    scores[place] = metrics[by] ?? null;
    letGo(order.slice(at + 1).map((rest) => trials[rest]));
  }
  return scores;
}
