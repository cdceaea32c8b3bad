import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset } from './convert.js';
import { openRows } from './open-rows.js';
import { readRows } from './read-rows.js';

let file: string;
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'selvedge-reading-')), 'x.csv');
  await writeFile(file, 'a,b,label\n1,2,x\n3,4,y\n');
});
afterAll(() => rm(join(file, '..'), { recursive: true }));

const WRONG = [
  ...[7, null, {}, [], true].flatMap((value) =>
    ['delimiter', 'decimal', 'id', 'weights', 'imageColumn'].map((name) => [name, value] as const),
  ),
  ...[7, null, {}, true, [1]].flatMap((value) => ['drop', 'features', 'columns'].map((name) => [name, value] as const)),
  ['label', {}],
  ['label', null],
  ['decimal', 'x'],
  ['delimiter', ''],
] as const;

test.each(WRONG)('the option %s of reading is refused by name where it is %j', async (name, value) => {
  const refused = expect.objectContaining({
    code: 'invalid-argument',
    message: expect.stringContaining(`the option ${name} is ${JSON.stringify(value)}; need `),
  });
  for (const read of [readDataset, readRows, openRows] as ((path: string, options: object) => Promise<unknown>)[])
    await expect(read(file, { [name]: value })).rejects.toEqual(refused);
});

test('options that fit are taken', async () => {
  const { columns } = await readDataset(file, { delimiter: ',', label: -1, drop: 'a', decimal: '.' });
  expect(columns).toEqual(['b']);
});
