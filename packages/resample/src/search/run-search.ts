import type { Seed } from '@selvedge/data';
import type { MetricName } from '@selvedge/evaluate';
import { bestOnRungs } from './asha.js';
import { nextStep } from './next-step.js';
import { bestOf, type Score } from './rank.js';
import type { SearchSpec, Values } from './search-spec.js';
import type { NextStep, Tried } from './step.js';

/** What executes a search. */
export interface SearchExecutor<Trial> {
  /** Decides which score is better. */
  readonly by: MetricName;
  /** Of draws that go by scores. Default 0. */
  readonly seed?: Seed;
  /** A trial of these values. */
  trialAt(values: Values): Trial;
  /** Scores trials; null where the metric is undefined. Called again before it has answered where trials run side by side. */
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
 * Runs a search: tries what the plan says until it names the best trial. With `parallel` trials side by side the plan is asked
 * again when the oldest of them has its score: those of younger ones are kept back until then, so what is tried
 * depends on the scores alone, and neither on how long trials take nor on who measures them.
 *
 * @param first - what `planTrials` gave
 */
export async function runSearch<Trial>(
  spec: SearchSpec,
  first: readonly Values[],
  { by, seed = 0, trialAt, measure }: SearchExecutor<Trial>,
): Promise<SearchOutcome<Trial>> {
  const { parallel = 1, maxTime = Number.POSITIVE_INFINITY } = 'maxTrials' in spec ? spec : {};
  const end = performance.now() + 1000 * maxTime;
  const values: Values[] = [];
  const trials: Trial[] = [];
  const scores: (Score | undefined)[] = [];
  const running: { readonly from: number; readonly measured: Promise<readonly Score[]> }[] = [];
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined); // it is looked at beside what is awaited
  const begin = (batch: readonly Values[]): void => {
    const from = trials.length;
    const made = batch.map(trialAt);
    values.push(...batch);
    trials.push(...made);
    scores.push(...batch.map(() => undefined));
    const measured = measure(made);
    measured.catch(fail);
    running.push({ from, measured });
  };
  const oldest = async (): Promise<void> => {
    const { from, measured } = running[0];
    for (const [at, score] of (await Promise.race([measured, failed])).entries()) scores[from + at] = score;
    running.shift();
  };
  const go = async (): Promise<number> => {
    for (;;) {
      const tried: Tried = { trials: values, scores };
      const isLate = trials.length > 0 && performance.now() >= end;
      const step = isLate ? atTheEnd(spec, tried, by) : nextStep(spec, first, tried, by, seed);
      if (step.kind === 'done') return step.best;
      if (step.kind === 'try') begin(step.trials);
      if (step.kind === 'wait' || running.length >= parallel) await oldest();
    }
  };
  try {
    const best = await go();
    return { trials, scores: scores.map((score) => score ?? null), best };
  } finally {
    await Promise.allSettled(running.map(({ measured }) => measured));
  }
}

/** The best so far, when the time is over: no further trial begins, as if every draw had been made. */
function atTheEnd(spec: SearchSpec, { trials, scores }: Tried, by: MetricName): NextStep {
  if (scores.includes(undefined)) return { kind: 'wait' };
  if (spec.kind === 'asha') return { kind: 'done', best: bestOnRungs(spec, { trials, scores }, by) };
  return {
    kind: 'done',
    best: bestOf(
      scores.map((score) => score ?? null),
      by,
    ),
  };
}
