import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeColumns } from './describe-columns.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-columns-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('describes the columns of a table whose label is not known', async () => {
  const path = join(folder, 't.csv');
  const towns = ['Bern', 'Rome'];
  const lines = Array.from({ length: 50 }, (_, at) => `${at % 5 ? at : ''},note ${at},${towns[at % 2]},2024-01-01`);
  await writeFile(path, `n,note,town,day\n${lines.join('\n')}\n`);
  expect(await describeColumns(path)).toEqual([
    { name: 'n', kind: 'number', rows: 50, missing: 10, distinct: 40, minimum: 1, maximum: 49 },
    expect.objectContaining({ name: 'note', kind: 'text', distinct: 50 }),
    { name: 'town', kind: 'category', rows: 50, missing: 0, distinct: 2, values: ['Bern', 'Rome'] },
    { name: 'day', kind: 'date', rows: 50, missing: 0, distinct: 1, values: ['2024-01-01'] },
  ]);
});

test('has one of the texts of a column of many, which may be paths or numbers of another notation', async () => {
  const path = join(folder, 'many.csv');
  await writeFile(path, `file,label\n${Array.from({ length: 1200 }, (_, at) => `a/${at}.jpg,x\n`).join('')}`);
  const [file] = (await describeColumns(path)) ?? [];
  expect(file).toEqual({ name: 'file', kind: 'text', rows: 1200, missing: 0, values: ['a/0.jpg'] });
});
