import type { MetricName } from '@selvedge/evaluate';
import { nextStep } from './next-step.js';
import type { Score } from './rank.js';
import type { SearchSpec, Values } from './search-spec.js';

/** What executes a search. */
export interface SearchExecutor<Trial> {
  /** Decides which score is better. */
  readonly by: MetricName;
  /** A trial of these values. */
  trialAt(values: Values): Trial;
  /** Scores trials; null where the metric is undefined. */
  measure(trials: readonly Trial[]): Promise<readonly Score[]>;
}

/** Everything that a search tried. */
export interface SearchOutcome<Trial> {
  readonly trials: readonly Trial[];
  readonly scores: readonly Score[];
  /** Position of the best one. */
  readonly best: number;
}

/**
 * Runs a search: tries what the plan says, batch by batch, until it names the best trial.
 *
 * @param first - what `planTrials` gave
 */
export async function runSearch<Trial>(
  spec: SearchSpec,
  first: readonly Values[],
  { by, trialAt, measure }: SearchExecutor<Trial>,
): Promise<SearchOutcome<Trial>> {
  const values: Values[] = [];
  const trials: Trial[] = [];
  const scores: Score[] = [];
  for (;;) {
    const step = nextStep(spec, first, { trials: values, scores }, by);
    if (step.kind === 'done') return { trials, scores, best: step.best };
    const batch = step.trials.map(trialAt);
    values.push(...step.trials);
    trials.push(...batch);
    scores.push(...(await measure(batch)));
  }
}
