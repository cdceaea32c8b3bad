// A small data set and a pipeline of two models for tests of runs. Importing it makes the data before the first of them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateGarments, writeDataset } from '@selvedge/ingest';
import type { RunResult } from '../src/run/report-run.js';
import type { RunOptions } from '../src/run/run-options.js';
import { definePipeline } from '../src/spec/define-pipeline.js';

export const { train, test: held } = generateGarments({ trainRows: 400, testRows: 100 });
/** Holds the data. */
export let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-run-'));
  await writeDataset(train, join(folder, 'train.arrow'));
  await writeDataset(held, join(folder, 'test.arrow'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A new folder for each test. */
export let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(folder, 'work-'));
});

export const options = (more: RunOptions = {}): RunOptions => ({
  projectDirectory: folder,
  runsDirectory: join(work, 'runs'),
  cacheDirectory: join(work, 'cache'),
  ...more,
});

export const base = definePipeline({
  version: 1,
  name: 'small',
  data: { train: 'train.arrow', test: 'test.arrow' },
  split: { kind: 'last', validation: 100 },
  report: { html: false },
  models: [
    { name: 'knn', model: { kind: 'knn', k: 3 } },
    { name: 'logistic', preprocess: [{ kind: 'scale' }], model: { kind: 'logistic-regression', maxIter: 20 } },
  ],
});

/** Ids of the steps that were computed, without those that are made again in each process. */
export const ranIn = ({ steps }: RunResult): readonly string[] =>
  steps
    .filter(({ id, outcome }) => outcome === 'ran' && /^(fit|predict|score)/.test(id) && !id.endsWith('/summary'))
    .map(({ id }) => id)
    .sort();
