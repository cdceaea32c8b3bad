import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataset, matrix } from '@selvedge/data';
import { readDataset, writeDataset } from '../formats/convert.js';
import { checkDelta, checkDeltaTexts } from './check-delta.js';
import { checkRuns } from './check-runs.js';
import { checkStruct } from './check-thrift.js';
import { checkValues } from './check-values.js';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const view = (...values: number[]): DataView => new DataView(bytes(...values).buffer);
/** A number in groups of seven bits. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];

describe('checkRuns', () => {
  test('counts a value in runs and in packed values', () => {
    // Ten ones, then eight values of one bit, of which three are ones.
    expect(checkRuns(bytes(20, 1, 3, 0b10101000), 1, 18, 1)).toBe(13);
  });

  test('leaves out what fills the last group up', () => {
    expect(checkRuns(bytes(3, 0b11111111), 1, 5, 1)).toBe(5);
  });

  test.each([
    ['a run of 2^27 values', [...varint(2 ** 28), 1], /claims 134217728 values where 8 are left/],
    ['2^30 packed values', [...varint(2 ** 28 + 1), 1], /claim 1073741824 values where 8 are left/],
    ['runs of nothing', [0, 1, 0, 1], /claims 0 values/],
    ['a run that ends in the middle', [8, 1], /outside the bounds/i],
    ['a number without an end', Array<number>(20).fill(0x80), /too long/],
  ])('refuses %s', (_, values, message) => {
    expect(() => checkRuns(bytes(...values), 1, 8)).toThrow(message);
  });
});

test.each([
  ['a list of 2^31 items', [0x19, 0xf5, ...varint(2 ** 31), 0], /a list beyond the end/],
  ['a text longer than the bytes', [0x18, ...varint(2 ** 31), 0], /a text beyond the end/],
  ['structures in each other', Array<number>(100).fill(0x1c), /nested too deeply/],
  ['a number of a thousand bytes', [0x16, ...Array<number>(1000).fill(0x80)], /too long/],
])('checkStruct refuses %s', (_, values, message) => {
  expect(() => checkStruct(view(...values), 0)).toThrow(message);
});

test.each([
  ['no parts', [128, 1, 0, 8, 0], /0 parts/],
  ['huge blocks', [...varint(2 ** 31), 4, 8, 0], /a block claims 2147483648/],
  ['widths that are not there', [128, 1, 4, 8, 0, 0], /outside the bounds/i],
])('checkDelta refuses %s', (_, values, message) => {
  expect(() => checkDelta(bytes(...values), 1000)).toThrow(message);
});

test('checkDeltaTexts refuses texts that are far longer than their page', () => {
  // 1,000 texts, each the one before and a letter: 500,500 bytes of 1,000 letters.
  const numbers = (first: number, step: number): number[] => [
    ...[128, 1, 4, ...varint(1000), first * 2],
    ...Array.from({ length: 8 }, () => [step * 2, 0, 0, 0, 0]).flat(),
  ];
  const page = bytes(...numbers(0, 1), ...numbers(1, 0), ...Array<number>(1000).fill(65));
  expect(() => checkDeltaTexts(page, 1000, 1_000_000)).not.toThrow();
  expect(() => checkDeltaTexts(page, 1000, 100_000)).toThrow(/more than 100000 bytes/);
});

test('checkValues refuses a run of 2^27 values that take no bits each', () => {
  const page = bytes(0, ...varint(2 ** 28));
  const levels = { repetition_levels_byte_length: 0, definition_levels_byte_length: 0 };
  const numbers = {
    num_values: 8,
    num_nulls: 0,
    num_rows: 8,
    encoding: 'RLE_DICTIONARY',
    is_compressed: false,
  } as const;
  const header = {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: page.length,
    compressed_page_size: page.length,
    data_page_header_v2: { ...levels, ...numbers },
  } as const;
  const stored = {
    codec: 'UNCOMPRESSED',
    type: 'INT32',
    levels: { repetition: 0, definition: 0 },
    compressors: {},
  } as const;
  expect(() => checkValues(page, header, stored)).toThrow(/claims 134217728 values where 8 are left/);
  expect(checkValues(bytes(0, 16), { ...header, uncompressed_page_size: 2 }, stored).present).toBe(8);
});

test('a file whose run of levels promises more values than its page is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-parquet-'));
  try {
    const path = join(folder, 'x.parquet');
    const rows = 100;
    const features = matrix(new Uint8Array(4 * rows), rows, 4);
    await writeDataset(
      dataset({
        name: 'x',
        features,
        labels: new Uint16Array(rows),
        classes: ['a'],
        shape: [4],
        provenance: { source: 'x', steps: [] },
      }),
      path,
    );
    const file = await readFile(path);
    // 400 values of level 1, as the writer puts them down: a run of 400, its header in two bytes.
    const run = Buffer.from([...varint(800), 1]);
    const at = file.indexOf(run);
    expect(at).toBeGreaterThan(0);
    file.set(varint(16_382), at);
    await writeFile(path, file);
    await expect(readDataset(path)).rejects.toThrow(/a run claims 8191 values where 400 are left/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
