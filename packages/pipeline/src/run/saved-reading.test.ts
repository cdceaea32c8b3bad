import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows } from '@selvedge/ingest';
import { parseSpec } from '../spec/parse-spec.js';
import { loadRunModel } from './load-model.js';
import type { RunResult } from './report-run.js';
import { run } from './run-pipeline.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-reading-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runOf(name: string, table: readonly string[], spec: string): Promise<RunResult> {
  await writeFile(join(folder, `${name}.csv`), `${table.join('\n')}\n`);
  const file = join(folder, `${name}.pipeline.yaml`);
  await writeFile(file, `version: 1\nname: ${name}\n${spec}`);
  const options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
  return run(await parseSpec(file), options);
}

test('a model reads raw files as its training rows were read', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => {
    const isGood = row % 2 === 1;
    return [`b${row}`, `${isGood ? 50 : 20},${row % 10}`, row % 7 === 0 ? '?' : `${row % 5}`, isGood ? 'good' : 'bad'];
  });
  const { folder: path } = await runOf(
    'raw',
    ['id;age;score;quality', ...rows.map((row) => row.join(';'))],
    "data: { train: raw.csv, label: quality, id: id, delimiter: ';', decimal: ',', missing: ['?'] }\nsplit: { kind: last, validation: 10 }\nmodel: { kind: decision-tree }\n",
  );
  const model = await loadRunModel(path);
  expect(model.reading).toEqual({
    columns: ['age', 'score'],
    delimiter: ';',
    decimal: ',',
    missing: ['?'],
    trained: { label: 'quality', id: 'id', features: 2 },
  });
  const file = join(folder, 'new.csv');
  await writeFile(file, 'score;note;age\n?;hello;50,5\n2;?;19,5\n');
  const { predicted } = await model.predict(await readRows(file, model.reading));
  expect([...predicted].map((label) => model.classes[label])).toEqual(['good', 'bad']);
});

test('weights of rows are those of a fit, and part of its identity', async () => {
  // Of the rows with x = 1 most are 'a', and most of the weight is 'b'.
  const table = (weight: number): string[] => [
    'x,kind,w',
    ...Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? '0,a,1' : row % 10 === 1 ? `1,b,${weight}` : '1,a,1')),
  ];
  const spec = (name: string): string =>
    `data: { train: ${name}.csv, label: kind, weights: w }\nsplit: { kind: last, validation: 10 }\nmodel: { kind: decision-tree }\n`;
  const predictions: string[] = [];
  for (const weight of [1, 9]) {
    const { folder: path } = await runOf(`w${weight}`, table(weight), spec(`w${weight}`));
    const model = await loadRunModel(path);
    expect(model.columns).toEqual(['x']);
    const file = join(folder, 'one.csv');
    await writeFile(file, 'x\n1\n');
    const { predicted } = await model.predict(await readRows(file, model.reading));
    predictions.push(model.classes[predicted[0]]);
  }
  expect(predictions).toEqual(['a', 'b']);
  const knn = spec('w9').replace('decision-tree', 'knn');
  await expect(runOf('w9', table(9), knn)).rejects.toThrow(/knn: .*sampleWeight/i);
});

test('what a manifest says of its file holds for predictions, too, under what the pipeline says', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `${row % 2};${row};${row},5;${row % 2 === 1 ? 'good' : 'bad'}`);
  await mkdir(join(folder, 'datasets'), { recursive: true });
  await writeFile(join(folder, 'datasets', 'wine.csv'), `x;y;z;quality\n${rows.join('\n')}\n`);
  const options = { label: 'quality', delimiter: ';', drop: 'y' };
  const splits = { train: { format: 'csv', data: { file: 'wine.csv' }, options } };
  await writeFile(join(folder, 'datasets', 'wine.json'), JSON.stringify({ name: 'wine', folder: '.', splits }));
  const { folder: path } = await runOf(
    'named',
    ['unused'],
    "data: { name: wine, decimal: ',' }\nsplit: { kind: last, validation: 10 }\nmodel: { kind: decision-tree }\n",
  );
  const { reading } = await loadRunModel(path);
  expect(reading).toEqual({
    columns: ['x', 'z'],
    delimiter: ';',
    decimal: ',',
    trained: { label: 'quality', drop: 'y', features: 2 },
  });
  const generated = 'data: { name: garments, label: x }\nsplit: { kind: last, validation: 10 }\nmodel: { kind: knn }\n';
  await expect(runOf('generated', ['unused'], generated)).rejects.toThrow(
    /garments are generated.* label is without use/,
  );
});

test('options of a model that were edited to what they cannot be are refused as a damaged model', async () => {
  const rows = Array.from({ length: 20 }, (_, row) => `${row};${row % 2 ? 'a' : 'b'}`);
  const { folder: path } = await runOf(
    'edited',
    ['x;label', ...rows],
    "data: { train: edited.csv, delimiter: ';' }\nsplit: { kind: last, validation: 5 }\nmodel: { kind: dummy }\n",
  );
  const file = join(path, 'models', 'edited', 'model.json');
  const about = JSON.parse(await readFile(file, 'utf8')) as { reading: object };
  await expect(loadRunModel(path, undefined, { verify: false })).resolves.toBeDefined();
  for (const reading of [{ delimiter: 5 }, { decimal: 'point' }, { drop: { a: 1 } }, { path: '/x' }]) {
    await writeFile(file, JSON.stringify({ ...about, reading: { ...about.reading, ...reading } }));
    await expect(loadRunModel(path, undefined, { verify: false })).rejects.toMatchObject({ code: 'corrupt-file' });
  }
});
