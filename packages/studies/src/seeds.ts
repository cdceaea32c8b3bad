import { summarizeFolds } from '@selvedge/evaluate';
import { points } from './points.js';
import type { RecordedRow } from './record.js';

/** `results/seeds/<id>.json`: a row with several seeds, each run whole and scored on the test rows once. */
export interface RecordedSeeds {
  readonly format: 1;
  readonly id: string;
  readonly runs: readonly SeedRun[];
}

/** Accuracies of one seed. */
export interface SeedRun {
  readonly seed: number;
  readonly seconds: number;
  readonly commit: string;
  readonly processor: string;
  readonly models: readonly { readonly name: string; readonly validation?: number; readonly test?: number }[];
}

/** What is kept of a row that was run with a seed. */
export function seedRunOf(seed: number, { seconds, commit, environment, models }: RecordedRow): SeedRun {
  return {
    seed,
    seconds,
    commit,
    processor: environment.processor,
    models: models.map(({ name, parts: { validation, test } }) => ({
      name,
      ...(validation && { validation: validation.accuracy.value }),
      ...(test && { test: test.accuracy.value }),
    })),
  };
}

/** How far a network's score moves with its seed, beside what the choice of the test rows leaves open. */
export function seedsSection(
  seeds: ReadonlyMap<string, RecordedSeeds>,
  results: ReadonlyMap<string, RecordedRow>,
): string {
  const lines = [...seeds.values()].flatMap((row) => linesOf(row, results.get(row.id)));
  if (lines.length === 0) return '';
  return [
    '## Several seeds',
    'A score has two sources of noise. One is the test rows: other 10,000 pictures would give another score, and the Wilson ' +
      'interval in the tables says by how much. The other is the seed: other initial weights, other batches, other validation ' +
      'rows. The same pipeline with several seeds shows it, since the test rows stay the same: the mean has a 95 % interval by ' +
      "Student's t, and the last column is where one more seed is expected with 95 % probability. Two figures of one seed each " +
      'that lie closer than that are not distinguishable, however many test rows there are.',
    [
      '| row | seeds | validation %, mean | test %, mean (95 % interval over seeds) | deviation | one more seed | recorded row |',
      '|---|---:|---:|---:|---:|---:|---:|',
      ...lines,
    ].join('\n'),
    `Run on ${processorsOf(seeds)}: \`node packages/studies/dist/run-rows.js ROW --seeds 5\`.`,
  ].join('\n\n');
}

function linesOf({ id, runs }: RecordedSeeds, recorded: RecordedRow | undefined): readonly string[] {
  if (runs.length < 2) return [];
  const names = [...new Set(runs.flatMap(({ models }) => models.map(({ name }) => name)))];
  return names.flatMap((name, at) => {
    const scored = runs.flatMap(({ models }) => models.filter((model) => model.name === name));
    const test = scored.flatMap((model) => model.test ?? []);
    if (test.length < 2) return [];
    const validation = scored.flatMap((model) => model.validation ?? []);
    const { mean, standardDeviation, interval } = summarizeFolds(test, 0);
    const next = summarizeFolds(test, 1).interval;
    const before = recorded?.models.find((model) => model.name === name)?.parts['test']?.accuracy.value;
    const cells = [
      names.length === 1 ? id : at === 0 ? `${id}: ${name}` : name,
      test.length,
      validation.length < 2 ? '-' : points(summarizeFolds(validation, 0).mean),
      `${points(mean)} (${rangeText(interval)})`,
      points(standardDeviation ?? 0),
      rangeText(next),
      before === undefined ? '-' : points(before),
    ];
    return [`| ${cells.join(' | ')} |`];
  });
}

const rangeText = (range: { readonly low: number; readonly high: number } | null): string =>
  range ? `${points(range.low)} to ${points(Math.min(1, range.high))}` : '-';

const processorsOf = (seeds: ReadonlyMap<string, RecordedSeeds>): string =>
  [...new Set([...seeds.values()].flatMap(({ runs }) => runs.map(({ processor }) => processor)))].join('; ');
