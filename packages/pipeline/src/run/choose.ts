import type { Json } from '@selvedge/data';
import { type MetricName, metric } from '@selvedge/evaluate';
import type { Executor, Node } from '@selvedge/workflow';
import type { PlannedVariant } from '../plan/planning.js';
import { needsProbabilities, type SettingNodes, settingNodes } from '../plan/setting-nodes.js';
import { modelEntry } from '../registry/models.js';
import type { Registry } from '../registry/registry.js';
import type { Point, Variant } from '../spec/pipeline.js';

/** One setting of a sweep. Plain JSON. */
export interface PointResult {
  readonly label: string;
  readonly values: Readonly<Record<string, Json>>;
  /** Metric on validation rows. */
  readonly value: number | null;
  readonly chosen: boolean;
}

/** What a sweep tried and chose. */
export interface Choice {
  readonly point: Point;
  readonly points: readonly PointResult[];
  /** The scores that decided, for the record of the run's steps. */
  readonly nodes: readonly Node[];
}

type Sweep = NonNullable<Variant['sweep']>;

/** Tries points on the validation rows. */
interface Trial {
  readonly executor: Executor;
  readonly registry: Registry;
  readonly by: MetricName;
  nodesOf(point: Point): SettingNodes;
}

/** Tries every point of a sweep and chooses on the validation rows alone; the first of equals. */
export async function choosePoint(planned: PlannedVariant, sweep: Sweep, executor: Executor): Promise<Choice> {
  const trial = trialOf(planned, sweep, executor);
  const { tried, ...choice } = await searched(sweep, trial);
  return { ...choice, nodes: tried.map((point) => trial.nodesOf(point).score('validation', [sweep.by])) };
}

type Found = Omit<Choice, 'nodes'> & { readonly tried: readonly Point[] };

async function searched(sweep: Sweep, trial: Trial): Promise<Found> {
  switch (sweep.kind) {
    case 'grid':
    case 'random':
      return chosen(sweep.points, await measure(sweep.points, trial), sweep.by);
    case 'one-at-a-time':
      return oneAtATime(sweep, trial);
    case 'successive-halving':
      return successiveHalving(sweep, trial);
  }
}

/** The steps of a point while it is tried: points whose parameters nest share a fit. */
export function trialNodes(planned: PlannedVariant, sweep: Sweep): (point: Point) => SettingNodes {
  const use = needsProbabilities(sweep.by) ? 'final' : 'choice';
  const siblings = sweep.points.map(({ setting }) => setting.model);
  return ({ setting, label }) =>
    settingNodes(planned, { setting, id: `${planned.variant.name}/${label}`, use, siblings });
}

/** Tries some points of a sweep, so that their results are in the cache. */
export async function tryPoints(
  planned: PlannedVariant,
  sweep: Sweep,
  points: readonly Point[],
  executor: Executor,
): Promise<void> {
  await measure(points, trialOf(planned, sweep, executor));
}

const trialOf = (planned: PlannedVariant, sweep: Sweep, executor: Executor): Trial => ({
  executor,
  registry: planned.planning.registry,
  by: sweep.by,
  nodesOf: trialNodes(planned, sweep),
});

const TRIED_AT_ONCE = 4;

async function measure(
  points: readonly Point[],
  { executor, registry, by, nodesOf }: Trial,
): Promise<readonly (number | null)[]> {
  executor.expect(
    points
      .filter(({ setting }) => modelEntry(registry, setting.model.kind).nesting)
      .map((point) => nodesOf(point).predict('validation')),
  );
  const values: (number | null)[] = points.map(() => null);
  // Shorter trainings first: a longer one goes on where a shorter one ended.
  const lengthOf = ({ setting }: Point): number => Number(setting.train?.['epochs'] ?? 0);
  const order = [...points.keys()].sort((a, b) => lengthOf(points[a]) - lengthOf(points[b]) || a - b);
  for (const [at, place] of order.entries()) {
    const { metrics } = await executor.get(nodesOf(points[place]).score('validation', [by]));
    values[place] = metrics[by] ?? null;
    // Models of settings that have been measured are let go; not after each one, because looking takes time too.
    if (at % TRIED_AT_ONCE === TRIED_AT_ONCE - 1) {
      executor.keepOnly(order.slice(at + 1).map((rest) => nodesOf(points[rest]).score('validation', [by])));
    }
  }
  return values;
}

/** Every field alone; then the best value of each together, which is tried too. */
async function oneAtATime(sweep: Extract<Sweep, { kind: 'one-at-a-time' }>, trial: Trial): Promise<Found> {
  const values = await measure(sweep.points, trial);
  if (sweep.combine === false) return chosen(sweep.points, values, sweep.by);
  const best = Object.keys(sweep.over).map((path) => {
    const own = [...sweep.points.keys()].filter((at) => Object.hasOwn(sweep.points[at].values, path));
    return sweep.points[
      own[
        bestOf(
          own.map((at) => values[at]),
          sweep.by,
        )
      ]
    ].values;
  });
  const together = sweep.pointAt(Object.assign({}, ...best) as Record<string, unknown>);
  const points = [...sweep.points, together];
  return chosen(points, [...values, ...(await measure([together], trial))], sweep.by);
}

/**
 * All points with a small resource, the best 1/factor of them with factor times as much, and so on.
 *
 * @see Jamieson & Talwalkar, Non-stochastic best arm identification and hyperparameter optimization, AISTATS 2016
 */
async function successiveHalving(sweep: Extract<Sweep, { kind: 'successive-halving' }>, trial: Trial): Promise<Found> {
  const { factor = 3, resource, from, to } = sweep;
  let alive = sweep.points.map(({ values }) => values);
  const tried: Point[] = [];
  const results: (number | null)[] = [];
  for (let amount = from; ; amount = Math.min(to, amount * factor)) {
    const rung = alive.map((values) => sweep.pointAt({ ...values, [resource]: amount }));
    const values = await measure(rung, trial);
    tried.push(...rung);
    results.push(...values);
    const order = ranked(values, trial.by);
    if (amount >= to || alive.length === 1) {
      // The winner is the best of the last rung: figures of smaller rungs are not comparable.
      const winner = tried.length - rung.length + order[0];
      return chosenAt(tried, results, winner);
    }
    alive = order.slice(0, Math.max(1, Math.ceil(alive.length / factor))).map((at) => alive[at]);
  }
}

function chosen(points: readonly Point[], values: readonly (number | null)[], by: MetricName): Found {
  return chosenAt(points, values, bestOf(values, by));
}

function chosenAt(points: readonly Point[], values: readonly (number | null)[], winner: number): Found {
  return {
    point: points[winner],
    tried: points,
    points: points.map(
      ({ label, values: assigned }, at): PointResult => ({
        label,
        values: assigned as Record<string, Json>,
        value: values[at],
        chosen: at === winner,
      }),
    ),
  };
}

/** Position of the best value, the first of equals; values that are undefined come last. */
export const bestOf = (values: readonly (number | null)[], by: MetricName): number => ranked(values, by)[0];

function ranked(values: readonly (number | null)[], by: MetricName): readonly number[] {
  const sign = metric(by).better === 'higher' ? -1 : 1;
  const rank = (value: number | null): number => (value === null ? Number.POSITIVE_INFINITY : sign * value);
  return [...values.keys()].sort((a, b) => rank(values[a]) - rank(values[b]) || a - b);
}
