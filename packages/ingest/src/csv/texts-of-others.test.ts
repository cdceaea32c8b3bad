import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '@selvedge/data';
import { fileSource } from '../bytes/file-source.js';
import { collect } from '../rows/collect.js';
import type { CsvReadOptions } from './csv-options.js';
import { openCsv } from './open-csv.js';
import { readCsv } from './read-csv.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-texts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string | Uint8Array, options: CsvReadOptions = {}): Promise<Dataset> {
  const path = join(folder, 'x.csv');
  await writeFile(path, text);
  const whole = await readCsv(path, options);
  expect(await collect(await openCsv(fileSource(path), options))).toEqual(whole); // both ways of reading agree, always
  return whole;
}

// As pandas 3 has them.
test.each([
  ['label,x,x\n1,2,3\n', ['x', 'x.1'], "x.1 (another 'x')"],
  ['label,x,\n1,2,3\n', ['x', 'Unnamed: 2'], 'Unnamed: 2 (no name)'],
  ['label,x,x.1,x,x\n1,2,3,4,5\n', ['x', 'x.1', 'x.2', 'x.3'], "x.2 (another 'x'), x.3 (another 'x')"],
])('gives columns of one name, and of none, names of their own: %j', async (text, columns, changed) => {
  const data = await read(text);
  expect(data.columns).toEqual(columns);
  expect(data.provenance.steps).toEqual([`columns named as pandas names them: ${changed}`]);
  expect([...data.features.values]).toEqual(columns.map((_, at) => at + 2));
});

test.each([
  [',y,label\n7,1.5,a\n3,2.5,b\n', [1.5, 2.5]],
  [',y,label\nMazda RX4,1.5,a\nDatsun 710,2.5,b\n', [1.5, 2.5]],
])('takes a first column without a name for the index of the rows where it can be one: %j', async (text, values) => {
  const data = await read(text);
  expect(data.columns).toEqual(['y']);
  expect([...data.features.values]).toEqual(values);
});

test.each([
  [',y,label\n0.5,1.5,a\n3,2.5,b\n', 'it holds 0.5'],
  [',y,label\n7,1.5,a\n7,2.5,b\n', 'it holds 7 more than once'],
  [',y,label\nred,1.5,a\nred,2.5,b\n', 'it holds "red" more than once'],
])('refuses a first column without a name that holds data: %j', async (text, why) => {
  const problem = `its first column has no name and is no index of the rows: ${why}. Name it in the file, or leave it out with drop: "".`;
  await expect(read(text)).rejects.toThrow(problem);
  const dropped = await read(text, { drop: '' });
  expect(dropped.columns).toEqual(['y']);
});

const utf16 = (text: string, ...mark: number[]): Uint8Array => Uint8Array.of(...mark, ...Buffer.from(text, 'utf16le'));
test.each([
  ['UTF-16', utf16('1,2\n', 0xff, 0xfe)],
  ['UTF-16 without a mark', utf16('label,x\n1,2\n')],
  ['a workbook', Uint8Array.from(Buffer.from('PK\x03\x04\x14\0', 'latin1'))],
  ['a Parquet file', Buffer.from('PAR1\x15\x04', 'latin1')],
  ['a picture', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1')],
  ['a note for Excel', 'sep=;\nlabel;x\n1;2\n'],
])('refuses %s as not supported', async (_, text) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'unsupported' });
});

test.each([
  ['comments before the names', '# made by R\nlabel,x\n1,2\n', /line 1: "# made by R": a comment; delete/],
  ['comments between rows', 'label,x\n1,2\n# later\n3,4\n', /line 3: "# later": a comment; delete/],
  ['a web page', '<!DOCTYPE html>\n<p>Not found, sorry</p>\n', /a web page.*Fetch it again/],
  ['a pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\n', /git lfs pull/],
  ['blanks between fields', 'label x\n1 2\n', /delimiter: ' '/],
  ['quotes within a field', 'label,x\n1,2"3\n', /its own are doubled/],
  ['an infinite number', 'label,x\n1,inf\n2,3\n', /"inf" is infinite.*missing: \['inf'\]/],
  ['a name in Latin-1', Uint8Array.from(Buffer.from('label,\xe9\n1,2\n', 'latin1')), /name "\uFFFD" is not UTF-8/],
])('says what to do about %s', async (_, text, why) => {
  await expect(read(text)).rejects.toThrow(why);
});

test('refuses texts that are not UTF-8 where they are used, and nowhere else', async () => {
  const text = Uint8Array.from(Buffer.from('label,x,town\n1,2,\xe9\n2,3,\xe8\n', 'latin1'));
  for (const options of [{ categories: 'one-hot' }, { id: 'town' }, { label: 'town' }] as const)
    await expect(read(text, options)).rejects.toThrow(/not UTF-8/);
  expect((await read(text, { drop: 'town' })).columns).toEqual(['x']);
});
