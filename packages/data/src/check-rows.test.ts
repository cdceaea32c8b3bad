import { checkFinite, checkTrainingRows, predictionRows } from './check-rows.js';
import type { LabelledRows } from './dataset.js';
import { matrix } from './matrix.js';

const good: LabelledRows = {
  features: matrix(Float32Array.of(1, 2, 3, 4), 2, 2),
  labels: Uint16Array.of(0, 1),
  classes: ['a', 'b'],
};

describe('checkTrainingRows(what, train)', () => {
  test('accepts proper rows, also where their sum overflows', () => {
    checkTrainingRows('knn', good);
    checkTrainingRows('knn', { ...good, features: matrix(new Float64Array(4).fill(1e308), 2, 2) });
  });

  test.each([
    [{ labels: undefined as unknown as Uint16Array }, 'the rows have no labels'],
    [{ classes: {} as string[] }, 'the rows have no list of classes'],
    [{ labels: [0, 1] as unknown as Uint16Array }, 'the labels are a list of numbers'],
    [{ labels: [0, 1] as unknown as Uint16Array, classes: undefined as never }, 'Write Uint16Array.from(labels).'],
    [{ labels: ['a', 'b'] as unknown as Uint16Array }, 'encodeLabels(names)'],
    [{ features: [[1, 2]] as never }, 'got a list of 1 rows; features are one array with its two sizes'],
    [{ labels: Int32Array.of(0, -1) as unknown as Uint16Array }, 'the labels are Int32Array'],
    [{ features: { values: [1, 2, 3, 4] as unknown as Float32Array, rows: 2, columns: 2 } }, 'the features are Array'],
    [
      { features: matrix(Float32Array.of(1, Number.NaN, 3, 4), 2, 2) },
      'column 1 has 1 missing value (NaN) in 2 rows, the first in row 0; need numbers',
    ],
    [{ features: matrix(Float64Array.of(1, 2, 3, -1 / 0), 2, 2) }, 'row 1, column 1 is -Infinity'],
    [{ labels: Uint16Array.of(1, 1) }, "every row to fit on is of class 'b'"],
    [{ labels: Uint16Array.of(0, 7) }, 'label 7 in row 1'],
    [{ features: matrix(new Float32Array(0), 0, 2), labels: new Uint16Array(0) }, 'got 0 rows'],
  ])('names what is wrong: %#', (change, text) => {
    expect(() => checkTrainingRows('knn', { ...good, ...change })).toThrow(text);
    expect(() => checkTrainingRows('knn', { ...good, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

test.each([
  [{ shape: [2, 2, 1] }, 'knn: shape [2, 2, 1] does not describe rows of 2 numbers'],
  [{ columns: ['a', 'b', 'c'] }, 'knn: got 3 names for 2 columns'],
])('refuses %j, which a fit would keep', (form, text) => {
  expect(() => checkTrainingRows('knn', { ...good, ...form })).toThrow(text);
});

test('lists of lists are answered with the line to write', () => {
  const line = 'Write matrix(Float32Array.from(rows.flat()), 2, 3), with matrix of @selvedge/data';
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  expect(() => checkTrainingRows('knn', rows as never)).toThrow(line);
  expect(() => predictionRows('knn', rows as never, { columns: 3 })).toThrow(line);
});

test('predictionRows names both numbers of columns', () => {
  expect(() => predictionRows('knn', good.features, { columns: 3 })).toThrow(/rows of 2 columns, but .* fitted on 3/);
});

describe('checkFinite(what, features, options)', () => {
  const large = matrix(Float64Array.of(1, 2, -1e39, 4), 2, 2);

  test('takes numbers that float32 has not only where they are not used as such', () => {
    checkFinite('knn', large);
    expect(() => checkFinite('neural', large, { asFloat32: true })).toThrow(
      'row 1, column 0 is -1e+39; need finite float32 numbers',
    );
  });

  test('looks only at the rows that it is given', () => {
    checkFinite('neural', large, { asFloat32: true, end: 2 });
    checkFinite('neural', large, { asFloat32: true, start: 3 });
  });
});
