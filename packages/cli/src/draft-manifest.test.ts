import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeColumns, loadDataset } from '@selvedge/ingest';
import { parseSpec } from '@selvedge/pipeline';
import { draftManifest } from './draft-manifest.js';
import { draftPipeline } from './draft-pipeline.js';

let project = '';
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'selvedge-manifest-'));
  await mkdir(join(project, 'tables'));
  await mkdir(join(project, 'datasets'));
});
afterEach(() => rm(project, { recursive: true, force: true }));

const HEADER = 'id,day,acid,colour,quality';
const rows = Array.from({ length: 30 }, (_, at) =>
  [at, `2020-01-${10 + at}`, at % 9 === 4 ? '' : at / 2, at % 2 ? 'red' : 'white', at % 3 ? 'good' : 'bad'].join(','),
);

test('a drafted manifest reads the file that it describes, and the pipeline names it', async () => {
  const train = join(project, 'tables', 'train.csv');
  const test = join(project, 'tables', 'test.csv');
  await writeFile(train, [HEADER, ...rows, ''].join('\n'));
  await writeFile(test, [HEADER, rows[0], rows[1], ''].join('\n'));
  const reading = { label: 'last', classes: ['good', 'bad'] } as const;
  const columns = (await describeColumns(train, reading)) ?? [];
  const drafted = await draftManifest('wine', { train, test }, { columns, reading, project });
  expect(drafted?.path).toBe(join(project, 'datasets', 'wine.json'));
  const { folder, splits, classes } = JSON.parse(drafted?.text ?? '');
  expect([folder, classes]).toEqual(['../tables', ['good', 'bad']]);
  expect(splits.train).toEqual({
    format: 'csv',
    data: { file: 'train.csv', bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    options: { label: 'quality', id: 'id', drop: ['day'], categories: 'one-hot', missing: 'nan' },
  });
  await writeFile(drafted?.path ?? '', drafted?.text ?? '');
  const loaded = await loadDataset('wine', { projectDirectory: project });
  expect(loaded.train.columns).toEqual(['acid', 'colour=red', 'colour=white']);
  expect([loaded.train.classes, loaded.test?.features.rows]).toEqual([['good', 'bad'], 2]);

  const file = join(project, 'wine.pipeline.yaml');
  const manifest = 'datasets/wine.json';
  await writeFile(file, draftPipeline({ name: 'wine', train, test, columns, reading, manifest }));
  const { models } = await parseSpec(file, { projectDirectory: project, mustExist: true });
  expect(models[0].config.data).toEqual({ name: 'wine' });
});

test('of a column whose name holds a line end the pipeline stays a valid one', async () => {
  const train = join(project, 'tables', 'odd.csv');
  await writeFile(
    train,
    ['"a\nmodel: 7",day,label', ...rows.map((_, at) => `text ${at} long,${at},${at % 2}`), ''].join('\n'),
  );
  const columns = await describeColumns(train);
  const file = join(project, 'odd.pipeline.yaml');
  const draft = { name: 'odd', train: 'tables/odd.csv', reading: {}, ...(columns && { columns }) };
  await writeFile(file, draftPipeline({ ...draft, manifest: 'datasets/odd.json' }));
  const { models } = await parseSpec(file, { projectDirectory: project });
  expect(models.map(({ name }) => name)).toEqual(['baseline', 'logistic-regression', 'boosting']);
});

test('files outside of the project have no manifest', async () => {
  const train = join(project, 'tables', 'train.csv');
  await writeFile(train, [HEADER, ...rows, ''].join('\n'));
  const reading = { label: 'quality' };
  const columns = (await describeColumns(train, reading)) ?? [];
  const elsewhere = join(project, 'datasets');
  expect(await draftManifest('wine', { train }, { columns, reading, project: elsewhere })).toBeUndefined();
});
