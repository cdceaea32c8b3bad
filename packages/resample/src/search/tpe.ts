import { createRng, type Rng, type Seed } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import type { MetricName } from '@selvedge/evaluate';
import { type Parzen, parzenOf } from './parzen.js';
import { drawOne } from './plan-trials.js';
import { bestOf, ranked } from './rank.js';
import type { TpeSpec, Values } from './search-spec.js';
import type { NextStep, Tried } from './step.js';

/** Draws of which the one is taken that is likeliest among the good against the others (Optuna's `n_ei_candidates`). */
const CANDIDATES = 24;

/** Draws after which a space without anything new ends the search. */
const MOST_DRAWS = 100;

/**
 * What the tree-structured Parzen estimator tries next: each field apart, values are drawn from the density of the best tenth of
 * the trials (25 at most), and of 24 draws that one is taken whose density among them is largest against its density among the
 * others. Trials that run count among the others, so trials side by side differ.
 *
 * @see Bergstra et al., Algorithms for hyper-parameter optimization, NeurIPS 2011; constants as Optuna's `TPESampler`
 */
export function nextDraw(
  spec: TpeSpec,
  first: readonly Values[],
  { trials, scores }: Tried,
  by: MetricName,
  seed: Seed,
): NextStep {
  const done = scores.map((score) => score ?? null);
  const begun = trials.length;
  if (begun < first.length) return { kind: 'try', trials: [first[begun]] };
  const next =
    begun < spec.maxTrials
      ? somethingNew(spec, trials, ranked(done, by), createRng(seed).fork('tpe', begun))
      : undefined;
  if (next) return { kind: 'try', trials: [next] };
  return scores.includes(undefined) ? { kind: 'wait' } : { kind: 'done', best: bestOf(done, by) };
}

/** @param order - positions of the trials from the best to the worst, those without a score last */
function somethingNew(
  { over }: TpeSpec,
  trials: readonly Values[],
  order: readonly number[],
  rng: Rng,
): Values | undefined {
  const good = Math.min(Math.ceil(0.1 * trials.length), 25);
  const known = new Set(trials.map((values) => JSON.stringify(values)));
  const fields = Object.entries(over).map(([field, from]) => {
    const valuesAt = (places: readonly number[]): readonly Json[] => places.map((at) => trials[at][field]);
    return {
      field,
      from,
      best: parzenOf(from, valuesAt(order.slice(0, good))),
      rest: parzenOf(from, valuesAt(order.slice(good))),
    };
  });
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    // What all of the good ones share is drawn again and again where a list is short: then chance helps.
    const isByChance = draw > MOST_DRAWS / 2;
    const values = Object.fromEntries(
      fields.map(({ field, from, best, rest }) => {
        const own = rng.fork(field, draw);
        return [field, isByChance ? drawOne(from, own) : likeliest(best, rest, own)];
      }),
    );
    if (!known.has(JSON.stringify(values))) return values;
  }
  return undefined;
}

function likeliest(best: Parzen, rest: Parzen, rng: Rng): Json {
  let top = Number.NEGATIVE_INFINITY;
  let chosen: Json = null;
  for (let candidate = 0; candidate < CANDIDATES; candidate++) {
    const value = best.draw(rng);
    const gain = best.logDensity(value) - rest.logDensity(value);
    if (gain <= top) continue;
    top = gain;
    chosen = value;
  }
  return chosen;
}
