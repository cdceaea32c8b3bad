import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv } from '@selvedge/ingest';
import { Cache, verifyEntries } from '@selvedge/workflow';
import { compareRuns, loadModel, loadRunModel } from '../src/index.js';
import { BUILT_IN } from '../src/registry/registry.js';
import { findRun, RunFolder, type RunResults, verifyRun } from '../src/runs.js';

// Files of release 0.1; saved-0.1/make.mjs made them.
const folder = join(import.meta.dirname, 'saved-0.1');
const kinds = (await readdir(join(folder, 'models'))).map((name) => name.replace('.safetensors', ''));
const wanted: Record<string, number[]> = JSON.parse(await readFile(join(folder, 'probabilities.json'), 'utf8'));
const rows = await readCsv(join(folder, 'test.csv'));

/** In float32; processors round the products of networks and of logistic regression differently. */
function expectClose(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  const distances = expected.map((value, at) => Math.abs(value - found[at]));
  expect(Math.max(...distances)).toBeLessThan(1e-5);
}

test('a model of every family is there', () => {
  expect(kinds.sort()).toEqual(expect.arrayContaining([...BUILT_IN.models.keys()].filter((kind) => kind in wanted)));
  expect(kinds.length).toBeGreaterThanOrEqual(15);
});

test.each(kinds)('the saved model %s predicts what it predicted, with its preparation', async (kind) => {
  const model = await loadModel(join(folder, 'models', `${kind}.safetensors`));
  expectClose((await model.predictProba(rows.features)).values, wanted[kind]);
  await model.dispose?.();
});

describe('the saved run', () => {
  const path = join(folder, 'run');

  test('has the files that its manifest lists', async () => {
    expect(await verifyRun(path)).toMatchObject({ damaged: [], added: [] });
  });

  test('is found and compared', async () => {
    const { models } = await compareRuns([await findRun(path, folder)]);
    expect(models.map(({ result }) => result.name)).toEqual(['knn', 'mlp']);
  });

  test.each(['knn', 'mlp'])('has the model %s, which scores what it scored', async (name) => {
    const model = await loadRunModel(path, name);
    const { predicted } = await model.predict({ features: rows.features, shape: rows.shape });
    const { models } = await new RunFolder(path).readJson<RunResults>('results.json');
    const then = models.find((each) => each.name === name)?.parts.test?.evaluation.report.accuracy.value;
    const right = predicted.filter((label, row) => model.classes[label] === rows.classes[rows.labels[row]]).length;
    expect(right / predicted.length).toBe(then);
  });
});

test('the entry of the cache is whole', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'selvedge-saved-'));
  try {
    await cp(join(folder, 'cache'), copy, { recursive: true }); // reading an entry makes it young
    const { checked, damaged } = await verifyEntries(new Cache(copy));
    expect([checked, damaged]).toEqual([1, []]);
  } finally {
    await rm(copy, { recursive: true });
  }
});
