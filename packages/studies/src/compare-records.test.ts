import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differencesOf, isSameProcessor } from './compare-records.js';
import { readResults } from './read-results.js';
import type { RecordedRow } from './record.js';

const results = await readResults(join(fileURLToPath(new URL('..', import.meta.url)), 'results'));
const row = results.get('padova.knn-5') as RecordedRow;

test('a row that came out again has no differences, whatever its time and machine', () => {
  const environment = { ...row.environment, processor: 'another' };
  const again = { ...row, seconds: 1, environment };
  expect(differencesOf(row, again)).toEqual([]);
  expect(isSameProcessor(row, again)).toBe(false);
});

test('names each accuracy that differs or is missing', () => {
  const [model] = row.models;
  const { test: scored, ...rest } = model.parts;
  const changed = {
    ...row,
    models: [{ ...model, parts: { ...rest, test: { ...scored, accuracy: { ...scored.accuracy, value: 0.5 } } } }],
  };
  expect(differencesOf(row, changed)).toEqual([`${model.name}, test: 0.5 for ${scored.accuracy.value} recorded`]);
  expect(differencesOf(row, { ...row, models: [{ ...model, parts: rest }] })).toEqual([
    `${model.name}, test: not measured for ${scored.accuracy.value} recorded`,
  ]);
});
