import type { MetricName } from '@selvedge/evaluate';
import { ranked, type Score } from './rank.js';
import type { AshaSpec, Values } from './search-spec.js';
import type { NextStep, Tried } from './step.js';

/** A trial on a rung. */
interface Standing {
  /** Position among all trials. */
  readonly at: number;
  /** Of its values, without the resource. */
  readonly id: string;
  readonly values: Values;
  readonly score: Score | undefined;
}

/**
 * What asynchronous successive halving tries next: a trial that is among the best 1/reductionFactor of its rung so far goes on to
 * the next rung; where there is none, another one begins. It never waits for a rung to be complete. Where too few have begun for the
 * last rung, the best one goes on alone at the end. The winner is the best of the highest rung that has a score.
 *
 * @param first - all draws, without the resource
 * @see Li et al., A system for massively parallel hyperparameter tuning, MLSys 2020 (arXiv:1810.05934), algorithm 2
 */
export function nextPromotion(
  spec: AshaSpec,
  first: readonly Values[],
  { trials, scores }: Tried,
  by: MetricName,
): NextStep {
  const { resource, reductionFactor = 3 } = spec;
  const amounts = rungAmounts(spec);
  const rungs = rungsOf(spec, { trials, scores });
  for (let rung = amounts.length - 2; rung >= 0; rung--) {
    const above = new Set(rungs[rung + 1].map(({ id }) => id));
    const best = bestOfRung(rungs[rung], by);
    const next = best
      .slice(0, Math.floor(best.length / reductionFactor))
      .find(({ id, score }) => score !== null && !above.has(id));
    if (next) return { kind: 'try', trials: [{ ...next.values, [resource]: amounts[rung + 1] }] };
  }
  const begun = rungs[0].length;
  if (begun < first.length) return { kind: 'try', trials: [{ ...first[begun], [resource]: amounts[0] }] };
  if (scores.includes(undefined)) return { kind: 'wait' };
  // Too few began to fill the higher rungs: the best of the last one goes on alone, because what is asked for is a winner with the
  // largest resource, and scores of smaller ones are not comparable.
  const highest = rungs.findLastIndex((rung) => rung.some(({ score }) => score !== null));
  if (highest >= 0 && highest < amounts.length - 1 && rungs[highest + 1].length === 0) {
    const [{ values }] = bestOfRung(rungs[highest], by);
    return { kind: 'try', trials: [{ ...values, [resource]: amounts[highest + 1] }] };
  }
  return { kind: 'done', best: bestSoFar(rungs, by) };
}

/** Position of the best trial of the highest rung that has a score. */
export const bestOnRungs = (spec: AshaSpec, tried: Tried, by: MetricName): number =>
  bestSoFar(rungsOf(spec, tried), by);

/** Trials by the resource that they have. */
function rungsOf(spec: AshaSpec, { trials, scores }: Tried): readonly (readonly Standing[])[] {
  const amounts = rungAmounts(spec);
  const rungs: Standing[][] = amounts.map(() => []);
  for (const [at, trial] of trials.entries()) {
    const { [spec.resource]: amount, ...values } = trial;
    rungs[amounts.indexOf(Number(amount))].push({ at, values, id: JSON.stringify(values), score: scores[at] });
  }
  return rungs;
}

/** Values of the resource from rung to rung; the last one is exactly the largest. */
export function rungAmounts({ minResource = 1, maxResource, reductionFactor = 3 }: AshaSpec): readonly number[] {
  const amounts: number[] = [];
  for (let amount = minResource; amount < maxResource; amount *= reductionFactor) amounts.push(amount);
  return [...amounts, maxResource];
}

const bestOfRung = (rung: readonly Standing[], by: MetricName): readonly Standing[] => {
  const done = rung.filter(({ score }) => score !== undefined);
  return ranked(
    done.map(({ score }) => score ?? null),
    by,
  ).map((place) => done[place]);
};

/** Scores of smaller rungs are not comparable. */
function bestSoFar(rungs: readonly (readonly Standing[])[], by: MetricName): number {
  for (const rung of [...rungs].reverse()) {
    const [best] = bestOfRung(rung, by);
    if (best && best.score !== null) return best.at;
  }
  return 0;
}
