import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRows } from '@selvedge/ingest';
import { decodePredictions } from '@selvedge/ingest/decode';
import { compareRuns, loadRunModel } from '../src/index.js';
import { findRun, RunFolder, type RunResults, verifyRun } from '../src/runs.js';

// A run of release 0.1 on pictures of 16 bits; saved-pictures/make.mjs made it.
const folder = join(import.meta.dirname, 'saved-pictures');
const path = join(folder, 'run');
const results = await new RunFolder(path).readJson<RunResults>('results.json');

test('the saved run has the files that its manifest lists', async () => {
  expect(await verifyRun(path)).toMatchObject({ damaged: [], added: [] });
});

test('it is found and compared, with what its search tried', async () => {
  const { models } = await compareRuns([await findRun(path, folder)]);
  expect(models.map(({ result }) => result.name).sort()).toEqual(['network', 'searched', 'threshold']);
  expect(results.models.find(({ name }) => name === 'searched')?.sweep?.points).toHaveLength(2);
});

test.each(['searched', 'threshold', 'network'])('its model %s predicts pictures as it did', async (name) => {
  const model = await loadRunModel(path, name);
  expect(model.image).toEqual({ size: 8, depth: 16 });
  const { features, shape } = await readRows(join(folder, 'pictures'), model.reading);
  expect(Math.max(...features.values)).toBeGreaterThan(255);
  const { predicted, probabilities } = await model.predict({ features, ...(shape && { shape }) });
  const file = join(path, 'models', name, 'test.predictions.arrow');
  const before = await decodePredictions(await readFile(file), file);
  expect([...predicted]).toEqual([...before.predicted]);
  const distances = probabilities.values.map((value, at) => Math.abs(value - (before.probabilities?.values[at] ?? 9)));
  expect(Math.max(...distances)).toBeLessThan(1e-5); // float32, which processors round differently
});
