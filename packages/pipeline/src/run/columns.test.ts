import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset } from '@selvedge/ingest';
import { parseSpec } from '../spec/parse-spec.js';
import { loadRunModel } from './load-model.js';
import { run } from './run-pipeline.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-columns-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Rows whose column `w` is their class and a little more. */
async function table(name: string, columns: readonly string[], rows: number): Promise<string> {
  const path = join(folder, name);
  const line = (row: number): string => {
    const quality = row % 2 === 0 ? 3 : 7;
    const values: Record<string, number> = {
      w: quality + (row % 5) / 10,
      x: (row * 7) % 11,
      z: (row * 5) % 13,
      quality,
    };
    return columns.map((column) => values[column]).join(',');
  };
  await writeFile(path, `${[columns.join(','), ...Array.from({ length: rows }, (_, row) => line(row))].join('\n')}\n`);
  return path;
}

test('a run and its model match the columns of tables by name', async () => {
  await table('train.csv', ['w', 'x', 'z', 'quality'], 80);
  const other = await table('test.csv', ['z', 'quality', 'x', 'w'], 20);
  const file = join(folder, 'a.pipeline.yaml');
  await writeFile(
    file,
    'version: 1\nname: a\ndata: { train: train.csv, test: test.csv, label: quality }\nsplit: { kind: last, validation: 20 }\nmodel: { kind: decision-tree, maxDepth: 1 }\n',
  );
  const options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
  const result = await run(await parseSpec(file), options);
  expect(result.results.models[0]?.parts.test?.evaluation.report.accuracy.value).toBe(1);

  const model = await loadRunModel(result.folder);
  expect(model.columns).toEqual(['w', 'x', 'z']);
  const rows = await readDataset(other, { label: 'quality' });
  const { predicted } = await model.predict(rows);
  expect([...predicted]).toEqual([...rows.labels]);
  const wrong = { ...rows, columns: ['z', 'x', 'v'] };
  await expect(model.predict(wrong)).rejects.toThrow('model a: the rows lack w and also have v');
});
