import { createRng, type Rng, type Seed, SelvedgeError } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { checkSearch } from './check-search.js';
import type { Draw, SearchSpec, TpeSpec, Values } from './search-spec.js';

/** The most trials that a search may begin with. */
const MOST_TRIALS = 10_000;

/**
 * The trials that a search begins with: all of a grid or of random draws; those of `successive-halving` and
 * `asha` without their resource; the random draws that `tpe` begins with. What follows depends on scores: see `nextStep`.
 *
 * @param seed - of random draws; each field draws from a stream of its own, named by the field
 * @throws SelvedgeError `invalid-argument` for what cannot be drawn from, no values at all, more than 10,000 trials, or a factor below 2
 */
export function planTrials(spec: SearchSpec, seed: Seed = 0): readonly Values[] {
  checkSearch(spec);
  const count = countOf(spec);
  if (count > MOST_TRIALS) throw tooMany(count);
  if (count === 0) throw nothingToTry();
  switch (spec.kind) {
    case 'grid':
      return Object.entries(spec.over).reduce<readonly Values[]>(
        (trials, [field, values]) => trials.flatMap((trial) => values.map((value) => ({ ...trial, [field]: value }))),
        [{}],
      );
    case 'one-at-a-time':
      return Object.entries(spec.over).flatMap(([field, values]) => values.map((value) => ({ [field]: value })));
    case 'random':
    case 'successive-halving':
    case 'asha':
    case 'tpe':
      return drawTrials({ over: spec.over, samples: count }, seed);
  }
}

function countOf(spec: SearchSpec): number {
  const isEmpty = Object.keys(spec.over).length === 0;
  if ('samples' in spec) return isEmpty ? 0 : spec.samples;
  if ('maxTrials' in spec) return isEmpty ? 0 : spec.kind === 'asha' ? spec.maxTrials : startupOf(spec);
  const lengths = Object.values(spec.over).map(({ length }) => length);
  if (lengths.length === 0) return 0;
  return spec.kind === 'grid' ? lengths.reduce((product, n) => product * n, 1) : lengths.reduce((sum, n) => sum + n, 0);
}

/** Random draws before results decide. */
export const startupOf = ({ maxTrials, startupTrials = 10 }: TpeSpec): number => Math.min(maxTrials, startupTrials);

function drawTrials(
  { over, samples }: { over: Readonly<Record<string, Draw>>; samples: number },
  seed: Seed,
): Values[] {
  const trials: Values[] = [];
  const known = new Set<string>();
  // Values of finite lists run out: a hundred draws without a new trial end the search for one.
  for (let draws = 0, idle = 0; trials.length < samples && idle < 100; draws++) {
    const rng = createRng(seed).fork('sweep', draws);
    const values = Object.fromEntries(
      Object.entries(over).map(([field, from]) => [field, drawOne(from, rng.fork(field))]),
    );
    const text = JSON.stringify(values);
    idle = known.has(text) ? idle + 1 : 0;
    if (!known.has(text)) trials.push(values);
    known.add(text);
  }
  return trials;
}

/** A value of a field, each as likely as its range says. */
export function drawOne(from: Draw, rng: Rng): Json {
  if ('uniform' in from) return from.uniform[0] + rng.uniform() * (from.uniform[1] - from.uniform[0]);
  if ('integer' in from) return from.integer[0] + rng.int(from.integer[1] - from.integer[0] + 1);
  if ('logUniform' in from) {
    const [low, high] = from.logUniform.map(Math.log);
    return Math.exp(low + rng.uniform() * (high - low));
  }
  return from[rng.int(from.length)];
}

/** `k=5, alpha=0.1`: fields by their last name, numbers in at most four digits. */
export function trialLabel(values: Values): string {
  const shown = (value: Json): string =>
    typeof value === 'number'
      ? String(Number(value.toPrecision(4)))
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return Object.entries(values)
    .map(([field, value]) => `${field.split('.').pop()}=${shown(value)}`)
    .join(', ');
}

const tooMany = (trials: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${trials} settings; need at most ${MOST_TRIALS}. Use fewer values, or kind: random`,
  );

const nothingToTry = (): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    'search: `over` holds no values to try; write for instance over: { k: [1, 3, 5] }.',
  );
