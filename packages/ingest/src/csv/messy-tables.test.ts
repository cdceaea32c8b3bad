import { readFileSync } from 'node:fs';
import { decodeDataset } from '../decode/decode-dataset.js';
import type { SourceOptions } from '../formats/source-options.js';

interface Table {
  /** Base64. */
  readonly text: string;
  readonly options: SourceOptions;
  readonly columns: readonly string[];
  /** The first five columns. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly labels: readonly string[];
}

const url = new URL('./messy-tables.reference.json', import.meta.url);
const tables: Readonly<Record<string, Table>> = JSON.parse(readFileSync(url, 'utf8'));

test.each(Object.entries(tables))('%s: the values that pandas reads', async (_, table) => {
  const data = await decodeDataset({ name: 't.csv', bytes: Buffer.from(table.text, 'base64') }, table.options);
  const { values, rows, columns } = data.features;
  const read = Array.from({ length: rows }, (_, row) => [
    ...values.slice(row * columns, row * columns + Math.min(5, columns)),
  ]);
  expect(read).toEqual(table.values.map((row) => row.map((value) => value ?? Number.NaN)));
  expect(Array.from(data.labels, (label) => data.classes[label])).toEqual(table.labels);
  if (data.columns) expect(data.columns).toEqual(table.columns);
  expect(columns).toBe(table.columns.length);
});
