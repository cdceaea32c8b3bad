import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeColumns } from '../describe/describe-columns.js';
import { readCsv } from './read-csv.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-first-line-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['5.1,3.5,1.4,setosa\n4.9,3,1.4,setosa\n', undefined],
  ['39,Private,11,<=50K\n38,State,12,>50K\n', 'last'],
  ['39,Private\n38,State\n', undefined],
  ['nan,1,a\n2,3,b\n', undefined],
  ['1,2,n\n1,2,y\n', undefined],
  ['country,1990,2000,gdp\nCH,1,2,high\n', 'last'],
])('asks whether a first line of texts and numbers has names: %j, label %j', async (text, label) => {
  const path = join(folder, 'mixed.csv');
  await writeFile(path, text);
  const asked = label === undefined ? {} : { label };
  await expect(readCsv(path, asked)).rejects.toThrow(/texts and numbers, .*: names of columns, or a row\? For a row/);
  await expect(describeColumns(path, asked)).rejects.toThrow(/names of columns, or a row/);
  const columns = await describeColumns(path, { ...asked, header: false });
  expect(columns?.map(({ name, rows }) => [name, rows])).toEqual(
    Array.from(text.split('\n')[0].split(','), (_, at) => [String(at), text.trim().split('\n').length]),
  );
});

test.each(['id,2019,2020,label\n1,2,3,x\n4,5,6,y\n', '0,1,2,class\n1,2,3,x\n4,5,6,y\n', 'a,b,y\n1,2,n\n3,4,m\n'])(
  'knows names among which are numbers by the label: %j',
  async (text) => {
    const path = join(folder, 'names.csv');
    await writeFile(path, text);
    expect((await readCsv(path)).features.rows).toBe(2);
  },
);

test.each([
  ['true\tx\nfalse\ty\n', { label: 'last' }, 2, [1, 0]],
  ['-0,5;FALSE;2\n1,25;true;3\n', { label: 2, decimal: ',' }, 2, [-0.5, 0, 1.25, 1]],
  ['1,5\t2,5\t3,5\ta\n4,5\t5,5\t6,5\tb\n', { label: 'last', decimal: ',' }, 2, [1.5, 2.5, 3.5, 4.5, 5.5, 6.5]],
] as const)('reads a first line of numbers and booleans as a row: %j', async (text, options, rows, values) => {
  const path = join(folder, 'row.csv');
  await writeFile(path, text);
  const { features } = await readCsv(path, options);
  expect([features.rows, [...features.values]]).toEqual([rows, values]);
});

test.each([
  ['p,x,s\ne,x,y\np,b,s\n', { label: 0 }],
  ['red,1\nblue,2\nred,1\n', { label: 'red' }],
  ['town,class\nBern,a\ntown,class\nRome,b\n', {}],
] as const)('asks whether a first line of texts that stand below, too, has names: %j', async (text, options) => {
  const path = join(folder, 'categories.csv');
  await writeFile(path, text);
  const asked = { ...options, categories: 'one-hot' } as const;
  await expect(readCsv(path, asked)).rejects.toThrow(/stands in the first line and in others: .*pass header: false/);
  expect((await readCsv(path, { ...asked, label: 0, header: false })).features.rows).toBe(
    text.trim().split('\n').length,
  );
});
