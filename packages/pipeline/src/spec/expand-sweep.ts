import { createRng, type Rng } from '@selvedge/data';
import { assignLocated, parsePath } from '../document/assign.js';
import { locate } from '../document/locate.js';
import { type Located, placeOf } from '../document/located.js';
import { InvalidSpecError, type Problem } from '../document/problem.js';
import type { ExpandedSweep, Point, Setting } from './pipeline.js';
import type { SweepSpec } from './sweep-schema.js';

type Values = Readonly<Record<string, unknown>>;

const MOST_POINTS = 10_000;

/**
 * The settings of a sweep, each checked as if it had been written out.
 *
 * Successive halving starts from these points; its rungs are made as it goes.
 *
 * @throws InvalidSpecError placed at the field whose values do not fit
 */
export function expandSweep(sweep: SweepSpec, merged: Located, toSetting: (merged: Located) => Setting): ExpandedSweep {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const drawn = drawValues(sweep, merged);
  if (drawn.length > MOST_POINTS) {
    const message = `sweep: ${drawn.length} settings; need at most ${MOST_POINTS}. Use fewer values, or kind: random`;
    throw new InvalidSpecError([{ place: placeOf(merged, ['sweep']), message }]);
  }
  const points = drawn.flatMap((values): readonly Point[] => {
    const made = pointOf(values, merged, toSetting);
    if ('setting' in made) return [made];
    for (const problem of made) {
      if (seen.has(problem.message)) continue;
      seen.add(problem.message);
      problems.push(problem);
    }
    return [];
  });
  if (problems.length > 0) throw new InvalidSpecError(problems.slice(0, 20));
  return {
    by: sweep.metric ?? 'accuracy',
    points,
    pointAt: (values) => {
      const made = pointOf(values, merged, toSetting);
      if ('setting' in made) return made;
      throw new InvalidSpecError(made);
    },
  };
}

/** The pipeline with some fields changed. */
function pointOf(values: Values, merged: Located, toSetting: (merged: Located) => Setting): Point | readonly Problem[] {
  let changed: Located = merged;
  for (const [path, value] of Object.entries(values)) {
    const place = placeOf(merged, ['sweep', 'over', path]);
    const assigned = assignLocated(changed, parsePath(path), locate(value, place));
    if (!assigned) return [{ place, message: `sweep: there is nothing at '${path}' that could be set` }];
    changed = assigned;
  }
  try {
    return { label: labelOf(values), values, setting: toSetting(changed) };
  } catch (error) {
    if (error instanceof InvalidSpecError) return error.problems;
    throw error;
  }
}

function drawValues(sweep: SweepSpec, merged: Located): readonly Values[] {
  switch (sweep.kind) {
    case 'grid': {
      const total = Object.values(sweep.over).reduce((product, values) => product * values.length, 1);
      if (total > MOST_POINTS) return Array.from({ length: total > 1e6 ? 1_000_000 : total }, () => ({})); // refused above
      return Object.entries(sweep.over).reduce<readonly Values[]>(
        (points, [path, values]) => points.flatMap((point) => values.map((value) => ({ ...point, [path]: value }))),
        [{}],
      );
    }
    case 'one-at-a-time':
      return Object.entries(sweep.over).flatMap(([path, values]) => values.map((value) => ({ [path]: value })));
    case 'random':
    case 'successive-halving': {
      const seed = seedOf(merged);
      const points: Values[] = [];
      const known = new Set<string>();
      // Values of finite lists run out: a hundred draws without a new point end the search for one.
      for (let draws = 0, idle = 0; points.length < sweep.samples && idle < 100; draws++) {
        const rng = createRng(seed).fork('sweep', draws);
        const values = Object.fromEntries(
          Object.entries(sweep.over).map(([path, from]) => [path, drawOne(from, rng.fork(path))]),
        );
        const text = JSON.stringify(values);
        idle = known.has(text) ? idle + 1 : 0;
        if (!known.has(text)) points.push(values);
        known.add(text);
      }
      return points;
    }
  }
}

type Draw = Extract<SweepSpec, { kind: 'random' }>['over'][string];

function drawOne(from: Draw, rng: Rng): unknown {
  if (Array.isArray(from)) return from[rng.int(from.length)];
  const range = from as { uniform?: [number, number]; logUniform?: [number, number]; integer?: [number, number] };
  if (range.uniform) return range.uniform[0] + rng.uniform() * (range.uniform[1] - range.uniform[0]);
  if (range.integer) return range.integer[0] + rng.int(range.integer[1] - range.integer[0] + 1);
  const [low, high] = (range.logUniform ?? [1, 1]).map(Math.log);
  return Math.exp(low + rng.uniform() * (high - low));
}

function seedOf(merged: Located): number | string {
  const seed = merged.kind === 'map' ? merged.entries.get('seed')?.value : undefined;
  return seed?.kind === 'scalar' && (typeof seed.value === 'number' || typeof seed.value === 'string') ? seed.value : 0;
}

/** `k=5, alpha=0.1`: fields by their last name, numbers in at most four digits. */
export function labelOf(values: Values): string {
  const shown = (value: unknown): string =>
    typeof value === 'number'
      ? String(Number(value.toPrecision(4)))
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return Object.entries(values)
    .map(([path, value]) => `${path.split('.').pop()}=${shown(value)}`)
    .join(', ');
}
