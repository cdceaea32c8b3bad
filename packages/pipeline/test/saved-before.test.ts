import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadClassifier } from '@selvedge/classical';
import { type Dataset, decodeSafetensors, type Matrix } from '@selvedge/data';
import { readCsv } from '@selvedge/ingest';
import { decodePredictions } from '@selvedge/ingest/decode';
import { loadPrepared } from '@selvedge/preprocess/prepared';
import { compareRuns, loadRunModel, pluginKindsOf, replay, writeReport } from '../src/index.js';
import { findRun, RunFolder, type RunResults } from '../src/runs.js';

// Files of the release before the packages were cut as they are now; saved-before/make.mjs made them.
const folder = join(import.meta.dirname, 'saved-before');
const kinds = await readdir(join(folder, 'every-kind/models'));
const read = (name: string): Promise<Dataset> => readCsv(join(folder, name));

/** Probabilities in float32; processors round the products of networks and of logistic regression differently. */
function expectClose(found: Matrix<Float32Array>, wanted: ArrayLike<number>): void {
  expect(found.values).toHaveLength(wanted.length);
  const distances = found.values.map((value, at) => Math.abs(value - (wanted[at] ?? Number.NaN)));
  expect(Math.max(...distances)).toBeLessThan(1e-5);
}

test('every kind of model and engine is there', () => {
  expect(kinds).toHaveLength(17);
});

test('none of them is taken for a model of a plugin', async () => {
  expect(await pluginKindsOf(join(folder, 'every-kind'))).toEqual({ models: [], transforms: [] });
});

test.each(kinds)('the saved model %s predicts what it predicted', async (name) => {
  const model = await loadRunModel(join(folder, 'every-kind'), name);
  const { features, shape } = await read('test.csv');
  const { predicted, probabilities } = await model.predict({ features, shape });
  const file = join(folder, 'every-kind/models', name, 'test.predictions.arrow');
  const before = await decodePredictions(await readFile(file), file);
  expect(model.classes).toEqual(before.classes);
  expect([...predicted]).toEqual([...before.predicted]);
  expectClose(probabilities, before.probabilities?.values ?? []);
});

test('a model that was saved with its transforms predicts what it predicted', async () => {
  const saved = decodeSafetensors(await readFile(join(folder, 'prepared/model.safetensors')));
  const model = loadPrepared(saved, loadClassifier);
  const { features } = await read('train.csv');
  const wanted: number[] = JSON.parse(await readFile(join(folder, 'prepared/probabilities.json'), 'utf8'));
  expectClose(await model.predictProba(features), wanted);
});

describe('a run', () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'selvedge-saved-before-'));
    await cp(folder, copy, { recursive: true });
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  test('is found, compared and reported', async () => {
    const { path, ...record } = await findRun('whole-run', copy);
    const { models } = await compareRuns([{ path, ...record }]);
    expect(models.map(({ result }) => result.name).sort()).toEqual(['knn', 'mlp']);
    const results = await new RunFolder(path).readJson<RunResults>('results.json');
    await writeReport(new RunFolder(path), { html: true }, results, record);
    expect(await readFile(join(path, 'report.md'), 'utf8')).toContain('mlp');
  });

  test('comes out again', async () => {
    const run = await findRun('whole-run', copy);
    const file = join(copy, 'whole-run.yaml');
    const { same, differences } = await replay({ ...run, projectDirectory: copy, files: [file] });
    // The digest is of every bit of the probabilities, which other processors and runtimes round differently.
    expect(same ? [] : differences.filter((difference) => difference.includes('accuracy'))).toEqual([]);
  });
});
