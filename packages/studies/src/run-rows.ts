// Runs rows of the catalogue one after another and keeps their results.
//
//   node dist/run-rows.js [row or study ...] [--again | --check | --seeds 5] [--at-most 3min] [--budget 60min]
//
// Without a name it takes all rows of the reports; rows of other data (other.digits, other.penguins) run when named.
// A row whose results are there is skipped. --again runs it and replaces them; --check runs it, compares its accuracies
// with them and writes nothing; --seeds 5 runs it with the seeds 0 to 4 and keeps their accuracies in results/seeds, where
// those that are there stay. Before anything starts it says how long the rows took when they were recorded; --at-most
// leaves longer ones out, and --budget takes the quickest ones that fit. What was computed before comes from the cache;
// a training that was stopped goes on from its checkpoint.
//
// Exit codes: 0 all rows ran (and with --check gave their figures again), 1 one did not, 2 usage.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '@selvedge/data/checks';
import { loadRegistry, run } from '@selvedge/pipeline';
import { duration } from '@selvedge/pipeline/runs';
import { CATALOGUE, fileOf, OTHER_DATA, type StudyRow } from './catalogue.js';
import { chooseRows, secondsOf, type TimedRow } from './choose-rows.js';
import { differencesOf, isSameProcessor } from './compare-records.js';
import { readResults, readSeeds } from './read-results.js';
import { type RecordedRow, recordRow } from './record.js';
import { type RecordedSeeds, seedRunOf } from './seeds.js';

const home = fileURLToPath(new URL('..', import.meta.url));
const { wanted, again, check, seeds, limits } = readArguments();
await mkdir(`${home}results`, { recursive: true });
const recorded = await readResults(`${home}results`);
const rows = wanted.filter(({ id }) => again || check || seeds > 0 || !recorded.has(id));
const { chosen, leftOut } = chooseRows(
  rows.map((row) => ({ row, seconds: timeOfRow(row) })),
  limits,
);
if (wanted.length > rows.length) console.log(`${wanted.length - rows.length} rows have results`);
if (chosen.length > 0) console.log(`${chosen.length} rows to run, ${timeOf(chosen)}:`);
for (const { row, seconds } of chosen) console.log(`  ${row.id.padEnd(26)} ${timeText(seconds)}`);
if (leftOut.length > 0) {
  console.log(`${leftOut.length} rows left out: ${leftOut.map(({ row }) => row.id).join(', ')}`);
}

const registry = await loadRegistry(`${home}selvedge.config.js`);
for (const { row } of chosen) {
  console.log(`${row.id}: begins`);
  try {
    if (seeds > 0) {
      await runSeeds(row);
      continue;
    }
    const result = await run(`${home}${fileOf(row)}`, { resume: true, registry });
    const measured = await recordRow(row.id, result);
    if (check) report(row, measured);
    else {
      await writeFile(`${home}results/${row.id}.json`, `${JSON.stringify(measured, null, 1)}\n`);
      const best = measured.models.map(({ name, parts }) => `${name} ${parts['test']?.accuracy.value ?? '-'}`);
      console.log(`${row.id}: ${best.join(', ')} in ${duration(measured.seconds)}`);
    }
  } catch (error) {
    console.error(`${row.id}: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

function report(row: StudyRow, measured: RecordedRow): void {
  const before = recorded.get(row.id);
  if (!before) {
    console.log(`${row.id}: nothing is recorded to compare with; ran in ${duration(measured.seconds)}`);
    return;
  }
  const differences = differencesOf(before, measured);
  if (differences.length === 0) {
    console.log(`${row.id}: every accuracy as recorded, in ${duration(measured.seconds)}`);
    return;
  }
  const where = isSameProcessor(before, measured)
    ? 'on a processor of the same name'
    : `there ${before.environment.processor}, here ${measured.environment.processor}`;
  console.log(`${row.id}: not as recorded (${where})`);
  for (const text of differences) console.log(`  ${text}`);
  process.exitCode = 1;
}

/** One seed after another; each is kept as soon as it is there. */
async function runSeeds(row: StudyRow): Promise<void> {
  const folder = `${home}results/seeds`;
  await mkdir(folder, { recursive: true });
  const runs = [...((await readSeeds(folder)).get(row.id)?.runs ?? [])];
  for (let seed = 0; seed < seeds; seed++) {
    if (runs.some((each) => each.seed === seed)) continue;
    const set = [{ path: 'seed', value: seed }];
    const result = await run(`${home}${fileOf(row)}`, { registry, set });
    const measured = seedRunOf(seed, await recordRow(row.id, result));
    runs.push(measured);
    const kept: RecordedSeeds = { format: 1, id: row.id, runs: runs.toSorted((a, b) => a.seed - b.seed) };
    await writeFile(`${folder}/${row.id}.json`, `${JSON.stringify(kept, null, 1)}\n`);
    const scores = measured.models.map(({ name, test }) => `${name} ${test ?? '-'}`);
    console.log(`${row.id}, seed ${seed}: ${scores.join(', ')} in ${duration(measured.seconds)}`);
  }
}

function timeOfRow({ id }: StudyRow): number | undefined {
  const once = recorded.get(id)?.seconds;
  return once === undefined ? undefined : once * Math.max(1, seeds);
}

function timeOf(some: readonly TimedRow[]): string {
  const known = some.flatMap(({ seconds }) => seconds ?? []);
  const all = duration(known.reduce((sum, each) => sum + each, 0));
  return known.length === some.length
    ? `${all} where they were recorded`
    : `${all} and ${some.length - known.length} that nobody timed`;
}

function timeText(seconds: number | undefined): string {
  return seconds === undefined ? 'not timed yet' : duration(seconds);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        again: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        seeds: { type: 'string' },
        'at-most': { type: 'string' },
        budget: { type: 'string' },
      },
    });
    const { again, check, 'at-most': atMost, budget } = values;
    if (again && check) refuse('--again replaces results and --check writes nothing: give one of them.');
    if (values.seeds !== undefined && (again || check))
      refuse('--seeds keeps its own results: leave --again and --check out.');
    const seeds = Number(values.seeds ?? 0);
    if (values.seeds !== undefined && !(Number.isInteger(seeds) && seeds >= 2 && seeds <= 100)) {
      refuse(`--seeds: got '${values.seeds}'; need a whole number from 2 to 100. Write --seeds 5.`);
    }
    const all = [...CATALOGUE, ...OTHER_DATA];
    const unknown = positionals.filter((text) => !all.some(({ id, study }) => id === text || study === text));
    if (unknown.length > 0) {
      refuse(`There is no row or study ${unknown.join(', ')}. There are ${all.map(({ id }) => id).join(', ')}.`);
    }
    return {
      wanted:
        positionals.length === 0
          ? CATALOGUE
          : all.filter(({ id, study }) => positionals.includes(id) || positionals.includes(study)),
      again,
      check,
      seeds,
      limits: {
        ...(atMost !== undefined && { atMost: secondsOf('--at-most', atMost) }),
        ...(budget !== undefined && { budget: secondsOf('--budget', budget) }),
      },
    };
  } catch (error) {
    return refuse(messageOf(error));
  }
}

function refuse(text: string): never {
  console.error(text);
  process.exit(2);
}
