import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnDescription, PicturesDescription } from '@selvedge/ingest/types';
import { parseSpec } from '@selvedge/pipeline';
import { draftPipeline } from './draft-pipeline.js';

const column = (name: string, kind: ColumnDescription['kind'], missing = 0): ColumnDescription => ({
  name,
  kind,
  rows: 50,
  missing,
  distinct: name === 'id' ? 50 : 9,
});
const columns = [
  column('id', 'number'),
  column('no: 1', 'number', 3),
  column('day', 'date'),
  column('kind', 'category'),
];
const draft = { name: 'wine', train: 'wine.csv', columns };

test('a drafted pipeline is a valid one, and says what it leaves out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-init-'));
  try {
    const file = join(folder, 'wine.pipeline.yaml');
    await writeFile(file, draftPipeline({ ...draft, reading: { label: 'kind', decimal: ',', drop: 'no: 1' } }));
    const { models } = await parseSpec(file);
    expect(models[0].config.data).toMatchObject({ label: 'kind', id: 'id', drop: ['no: 1', 'day'], decimal: ',' });
    expect(models.map(({ name }) => name)).toEqual(['baseline', 'logistic-regression', 'boosting']);
    const plain = draftPipeline({ ...draft, test: 'test.csv', reading: { label: 'last' } });
    expect(plain).toContain('missing: nan # filled in below');
    expect(plain).toContain('    - day # dates');
    expect(plain).not.toContain('one-hot'); // the only categories are the label
    await writeFile(file, plain);
    await expect(parseSpec(file)).resolves.toBeDefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a label that is not known is asked for', () => {
  expect(() => draftPipeline({ ...draft, reading: {} })).toThrow(
    /columns are id, no: 1, day, kind. Name it: --label kind/,
  );
});

test('numbers with decimal commas are not left out as texts, and missing categories are said to be missing', () => {
  const income = { ...column('income', 'text'), values: ['26860,77', '1,234'] };
  const table = { ...draft, columns: [income, column('town', 'category', 2), column('label', 'category')] };
  expect(() => draftPipeline({ ...table, reading: {} })).toThrow(
    /'income' holds numbers with decimal commas.*--decimal ','/,
  );
  expect(draftPipeline({ ...table, reading: { drop: 'income' } })).toContain('missing: nan');
  const thousands = { ...table, columns: [{ ...income, values: ['1,234'] }, ...table.columns.slice(1)] };
  expect(draftPipeline({ ...thousands, reading: {} })).toContain('- income # texts');
});

describe('a draft for pictures', () => {
  const pictures = {
    classes: [
      { name: 'cat', pictures: 100 },
      { name: 'dog', pictures: 80 },
    ],
    pictures: 180,
    height: [120, 400],
    width: [100, 600],
    channels: [1, 3],
    isDeep: false,
  } as const;
  const drafted = async (about: Partial<PicturesDescription>, reading = {}) => {
    const folder = await mkdtemp(join(tmpdir(), 'selvedge-init-'));
    const file = join(folder, 'x.pipeline.yaml');
    await writeFile(file, draftPipeline({ name: 'x', train: 'x', pictures: { ...pictures, ...about }, reading }));
    const { models } = await parseSpec(file).finally(() => rm(folder, { recursive: true, force: true }));
    return models;
  };

  test('brings photographs to one size, and has a network', async () => {
    const models = await drafted({});
    expect(models[0].config.data.image).toEqual({ size: 96, channels: 'rgb' });
    expect(models.map(({ name }) => name)).toEqual(['baseline', 'forest', 'cnn']);
  });

  test.each([
    [{ height: [28, 28], width: [28, 28], channels: [1] }, undefined],
    [{ height: [28, 28], width: [28, 28], channels: [1, 3] }, { channels: 'rgb' }],
    [{ height: [28, 28], width: [28, 28], channels: [4] }, { channels: 'rgb' }],
    [
      { height: [40, 90], width: [50, 60], channels: [1], isDeep: true },
      { size: 32, channels: 'grey', depth: 8 },
    ],
  ] as const)('of %j has image %j', async (about, image) => {
    expect((await drafted(about))[0].config.data.image).toEqual(image);
  });

  test('that a table lists names the column of their paths', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'selvedge-init-'));
    const file = join(folder, 'x.pipeline.yaml');
    const paths = { ...column('file', 'text'), values: ['a/1.jpg', 'a/2.jpg'] };
    const draft = { name: 'x', train: 'x.csv', columns: [paths, column('breed', 'category')] };
    await writeFile(file, draftPipeline({ ...draft, reading: { label: 'breed', imageFolder: 'photos' } }));
    const { models } = await parseSpec(file).finally(() => rm(folder, { recursive: true, force: true }));
    expect(models[0].config.data).toMatchObject({
      label: 'breed',
      imageColumn: 'file',
      imageFolder: 'photos',
      image: { size: 96, channels: 'rgb' },
    });
    expect(models[0].config.data.drop).toBeUndefined();
  });

  test('keeps what the command line asks for', async () => {
    const image = { size: [40, 50], fit: 'contain', channels: 'grey' } as const;
    expect((await drafted({}, { image }))[0].config.data.image).toEqual(image);
  });
});
