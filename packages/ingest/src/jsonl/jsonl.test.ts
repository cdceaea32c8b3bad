import { memorySource } from '../bytes/memory-source.js';
import { type ReadRowsOptions, type RowsToPredict, rowsOfSource } from '../formats/read-rows.js';
import { collect } from '../rows/collect.js';
import type { TableReadOptions } from '../table/table.js';
import { openJsonl } from './open-jsonl.js';

const source = (...lines: readonly string[]) =>
  memorySource('t.jsonl', new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
const read = async (lines: readonly string[], options: TableReadOptions = {}) =>
  collect(await openJsonl(source(...lines), options));

describe('JSONL', () => {
  test('is a table whose columns are those of any line', async () => {
    const rows = await read(
      [
        '{"age": 30.5, "ok": true, "label": "a"}',
        '',
        '{"label": "b", "ok": false}',
        '{"age": null, "ok": true, "label": "a", "x": 7}',
      ],
      { missing: 'nan' },
    );
    expect([rows.columns, rows.classes, [...rows.labels]]).toEqual([
      ['age', 'ok', 'x'],
      ['a', 'b'],
      [0, 1, 0],
    ]);
    expect([...rows.features.values]).toEqual([30.5, 1, NaN, NaN, 0, NaN, NaN, 1, 7]);
  });

  test('asks for the order of lists, which have no names', async () => {
    const lines = ['{"label": "a", "f": [1, 2], "g": [3, 4]}', '{"label": "b", "g": [5, 6], "f": [7, 8]}'];
    await expect(read(lines)).rejects.toThrow(
      /'f' holds a list of numbers per row, and there are others: g\. Name the features/,
    );
    expect([...(await read(lines, { features: ['g', 'f'] })).features.values]).toEqual([3, 4, 1, 2, 5, 6, 7, 8]);
  });

  test('keeps bytes as bytes, and lists as columns', async () => {
    const rows = await read(['{"label": "b", "f": [1, 2]}', '{"label": "a", "f": [3, 255]}']);
    expect([rows.features.values, rows.classes]).toEqual([Uint8Array.of(1, 2, 3, 255), ['a', 'b']]);
    const floats = await read(['{"label": 1, "f": [1, 2.5]}', '{"label": 0, "f": [3, 255]}']);
    expect([[...floats.features.values], floats.classes, [...floats.labels]]).toEqual([
      [1, 2.5, 3, 255],
      ['0', '1'],
      [1, 0],
    ]);
  });

  test('has categories, texts that mean missing, an id and weights, as other tables', async () => {
    const lines = [
      '{"town": "Bern", "x": 1, "key": "k", "w": 2, "y": "a"}',
      '{"town": "?", "x": 2, "key": "l", "w": 1, "y": "b"}',
    ];
    const rows = await read(lines, { categories: 'one-hot', missing: ['?'], id: 'key', weights: 'w' });
    expect([rows.columns, [...rows.features.values], [...(rows.weights ?? [])]]).toEqual([
      ['town=Bern', 'x'],
      [1, 1, 0, 2],
      [2, 1],
    ]);
    const predict = (options: ReadRowsOptions): Promise<RowsToPredict> =>
      rowsOfSource('jsonl', source('{"x": 3, "town": "Bern"}'), options);
    expect([...(await predict({ columns: ['town=Bern', 'x'] })).features.values]).toEqual([1, 3]);
  });

  test.each<[string, string]>([
    ['{"a": 1', 't.jsonl: line 2: "{\\"a\\": 1" is not JSON'],
    ['{"a": NaN, "label": 0}', 'is not JSON; JSON has no NaN and no Infinity, write null'],
    ['[1, 2]', 'is not an object, as in {"age": 30, "label": "a"}'],
    [
      '{"a": 9007199254740993, "label": 0}',
      "9007199254740993 in 'a' is not a number that float64 holds; write it as a text",
    ],
    ['{"a": 1e999, "label": 0}', "a number of it in 'a' is not a number that float64 holds"],
    ['{"a": "x", "label": 0}', 't.jsonl: line 2: \'a\' holds numbers and texts ("x")'],
    ['{"a": "2", "label": 1}', "'a' holds numbers and texts"],
  ])('refuses %s', async (line, message) => {
    await expect(read(['{"a": 1, "label": 1}', line])).rejects.toMatchObject({
      code: 'corrupt-file',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['{"a": {"b": 1}, "label": 0}', "column 'a' holds nested values, or lists of different lengths"],
    ['{"a": [1], "label": 0}', "column 'a' holds nested values, or lists of different lengths"],
    ['{"a": null, "label": 0}', "column 'a' has 1 nulls"],
    ['{"a": 1, "label": null}', "an empty label in column 'label'"],
  ])('does not call %s damaged', async (line, message) => {
    await expect(read(['{"a": 1, "label": 1}', line])).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(message),
    });
  });

  test('takes whole numbers that float64 holds, of any size', async () => {
    const rows = await read(['{"a": 1e300, "label": 0}', '{"a": 18014398509481984, "label": 1}']);
    expect([...rows.features.values]).toEqual([1e300, 2 ** 54]);
  });

  test('keeps a column named __proto__', async () => {
    expect((await read(['{"__proto__": 1, "label": 0}', '{"__proto__": 2, "label": 1}'])).columns).toEqual([
      '__proto__',
    ]);
  });
});
