import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matrix } from '@selvedge/data';
import { loadModel } from '../src/index.js';

// Files of release 0.1; saved-tables/make.mjs made them.
const folder = join(import.meta.dirname, 'saved-tables');
const read = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(folder, name), 'utf8')) as T;
const rows = await read<(number | null)[][]>('rows.json');
const expected = await read<Record<string, { probabilities: number[]; predicted: number[] }>>('expected.json');
const features = matrix(
  Float32Array.from(rows.flat(), (value) => value ?? Number.NaN),
  rows.length,
  rows[0].length,
);

test('every model is there', async () => {
  const names = (await readdir(join(folder, 'models'))).map((name) => name.replace('.safetensors', ''));
  expect(names.sort()).toEqual(Object.keys(expected).sort());
  expect(names).toHaveLength(9);
});

test.each(Object.keys(expected))('the saved model %s of a table predicts what it predicted', async (name) => {
  const model = await loadModel(join(folder, 'models', `${name}.safetensors`));
  const { values } = await model.predictProba(features);
  const distances = expected[name].probabilities.map((value, at) => Math.abs(value - values[at]));
  expect(values).toHaveLength(distances.length);
  expect(Math.max(...distances)).toBeLessThan(1e-5); // float32, which processors round differently
  expect([...(await model.predict(features))]).toEqual(expected[name].predicted);
  await model.dispose?.();
});
