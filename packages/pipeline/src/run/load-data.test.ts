import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSpec } from '../spec/parse-spec.js';
import { loadSource } from './load-data.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-parts-'));
  await cp(join(import.meta.dirname, '../../test/both-parts.npz'), join(folder, 'both.npz'));
  await writeFile(join(folder, 'rows.csv'), 'a,label\n1,x\n2,y\n3,x\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(data: Readonly<Record<string, string>>) {
  const pipeline = await parseSpec({ version: 1, data, model: { kind: 'knn' } }, { projectDirectory: folder });
  return loadSource(pipeline.models[0].config.data, pipeline, {});
}

test('an archive that is both files gives its test arrays for the test rows', async () => {
  const { train, test } = await load({ train: 'both.npz', test: 'both.npz' });
  expect([train.features.rows, test?.features.rows]).toEqual([20, 6]);
  expect(Array.from(test?.features.values ?? []).slice(0, 3)).toEqual([100, 101, 102]);
  expect(Array.from(test?.labels ?? [])).toEqual([0, 1, 1, 1, 0, 1]);
});

test.each(['rows.csv', './rows.csv'])('the training file is refused as test file: %s', async (name) => {
  await expect(load({ train: 'rows.csv', test: name, label: 'label' })).rejects.toThrow(
    /data: test is the file of train, rows\.csv; .* write split: \{ kind: fraction, validation: 0\.2, test: 0\.2 \}/,
  );
});

test('test rows may lack the columns that are none of the features', async () => {
  await writeFile(join(folder, 'named.csv'), 'id,a,note,w,label\n1,1,u,1,x\n2,2,v,2,y\n3,3,w,1,x\n');
  const { train, test } = await load({ train: 'named.csv', test: 'rows.csv', id: 'id', drop: 'note', weights: 'w' });
  expect([train.columns, test?.columns, test?.weights]).toEqual([['a'], ['a'], undefined]);
  expect(Array.from(train.weights ?? [])).toEqual([1, 2, 1]);
});
