import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFlips } from './flips/run-flips.js';
import { FORMATS } from './mutants/formats.js';
import { Sample } from './mutants/sample.js';
import { runPipelines } from './pipelines/run-pipelines.js';

/** A part of the formats, one of each kind of reader: all are tried outside of the tests. */
const SOME = [
  'csv',
  'jsonl',
  'arrow',
  'parquet',
  'npz',
  'png',
  'model:decision-tree',
  'model:prepared',
  'model:table: columns',
  'transform:pca',
  'keras:keras',
  'signature',
  'run',
  'cache-entry',
  'pipeline:json',
];
const MUTANTS = 8;
const STATES = 12;
const options = { seed: 1, seconds: 60, only: [] };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(SOME)(`${MUTANTS} damaged files of the format %s are read or refused in words`, async (name) => {
  const format = FORMATS.find((each) => each.name === name);
  if (!format) throw new Error(`there is no format ${name}`);
  const sample = await Sample.make(format, join(folder, name.replace(/\W/g, '-')));
  expect(await sample.tryWhole(1)).toEqual({ kind: 'accepted' });
  for (let seed = 1; seed <= MUTANTS; seed++) {
    const outcome = await sample.try(seed);
    // Peak memory of this process is that of the test runner.
    if (outcome.kind === 'raw') throw new Error(`${name}, seed ${seed}: ${outcome.message}`);
  }
});

/** Formats with states of each kind: parameters and tensors, and files of a run. */
const WITH_STATES = ['model:decision-tree', 'transform:columns', 'run:tables'];

test.each(WITH_STATES)(`${STATES} states of the format %s are read or refused in words`, async (name) => {
  const format = FORMATS.find((each) => each.name === name);
  if (!format) throw new Error(`there is no format ${name}`);
  const sample = await Sample.make(format, join(folder, `states-${name.replace(/\W/g, '-')}`));
  expect(sample.states).toBeGreaterThan(200);
  const met = new Set<string>();
  for (let seed = 1; seed <= STATES; seed++) {
    met.add(sample.nameOfState(seed));
    const outcome = await sample.tryState(seed);
    if (outcome.kind === 'raw') throw new Error(`${name}, seed ${seed}: ${outcome.message}`);
  }
  expect(met.size).toBe(STATES);
});

test('flipped bits of models and runs are refused with the name of the file', async () => {
  const { trials, findings } = await runFlips({ ...options, count: 40, only: ['run', 'model:knn', 'model:stacking'] });
  expect([trials, findings]).toEqual([40, []]);
});

test('pipeline files are answered in time, with the right exit code', async () => {
  const { trials, findings } = await runPipelines({ ...options, count: 60 });
  // A busy machine may be slow; the time is measured by the target.
  expect([trials, findings.filter(({ kind }) => kind !== 'slow')]).toEqual([60, []]);
});
