import type { Seed } from '@selvedge/data';
import type { MetricName } from '@selvedge/evaluate';
import { nextPromotion } from './asha.js';
import { bestOf, ranked, type Score } from './rank.js';
import type { HalvingSpec, OneAtATimeSpec, SearchSpec, Values } from './search-spec.js';
import type { NextStep, Tried } from './step.js';
import { nextDraw } from './tpe.js';

/**
 * What a search does after these scores. A pure function: any executor that scores trials can follow it, and a search
 * that was interrupted goes on from what it knows.
 *
 * @param first - what `planTrials` gave
 * `asha` and `tpe` name one trial at a time and may be asked while others run; the other kinds wait for all scores.
 *
 * @param by - decides which score is better; of equals the first wins
 * @param seed - of the draws of `tpe`
 */
export function nextStep(
  spec: SearchSpec,
  first: readonly Values[],
  tried: Tried,
  by: MetricName,
  seed: Seed = 0,
): NextStep {
  if (spec.kind === 'asha') return nextPromotion(spec, first, tried, by);
  if (spec.kind === 'tpe') return nextDraw(spec, first, tried, by, seed);
  const { trials } = tried;
  const scores = tried.scores.filter((score) => score !== undefined);
  if (scores.length < trials.length) return { kind: 'wait' };
  if (spec.kind === 'successive-halving') return nextRung(spec, first, scores, by);
  if (trials.length === 0) return { kind: 'try', trials: first };
  if (spec.kind === 'one-at-a-time' && spec.combine !== false && trials.length === first.length) {
    return { kind: 'try', trials: [bestTogether(spec, first, scores, by)] };
  }
  return { kind: 'done', best: bestOf(scores, by) };
}

/** The best value of each field that was tried alone. */
function bestTogether(
  { over }: OneAtATimeSpec,
  trials: readonly Values[],
  scores: readonly Score[],
  by: MetricName,
): Values {
  const best = Object.keys(over).map((field) => {
    const own = [...trials.keys()].filter((at) => Object.hasOwn(trials[at], field));
    const top = bestOf(
      own.map((at) => scores[at]),
      by,
    );
    return trials[own[top]];
  });
  return Object.assign({}, ...best) as Values;
}

/**
 * All trials with a small resource, the best 1/factor of them with factor times as much, and so on.
 *
 * @see Jamieson & Talwalkar, Non-stochastic best arm identification and hyperparameter optimization, AISTATS 2016
 */
function nextRung(spec: HalvingSpec, first: readonly Values[], scores: readonly Score[], by: MetricName): NextStep {
  const { factor = 3, resource, from, to } = spec;
  let alive = first;
  let before = 0;
  for (let amount = from; ; amount = Math.min(to, amount * factor)) {
    if (scores.length === before)
      return { kind: 'try', trials: alive.map((each) => ({ ...each, [resource]: amount })) };
    const order = ranked(scores.slice(before, before + alive.length), by);
    // The winner is the best of the last rung: scores of smaller rungs are not comparable.
    if (amount >= to || alive.length === 1) return { kind: 'done', best: before + order[0] };
    before += alive.length;
    const rung = alive;
    alive = order.slice(0, Math.max(1, Math.ceil(rung.length / factor))).map((at) => rung[at]);
  }
}
