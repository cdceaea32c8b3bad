import { type LabelledRows, matrix } from '@selvedge/data';
import { checkPredictionRows, checkTrainingRows } from './rows.js';

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
    [{ labels: [0, 1] as unknown as Uint16Array }, 'the labels are Array'],
    [{ labels: Int32Array.of(0, -1) as unknown as Uint16Array }, 'the labels are Int32Array'],
    [{ features: { values: [1, 2, 3, 4] as unknown as Float32Array, rows: 2, columns: 2 } }, 'the features are Array'],
    [{ features: matrix(Float32Array.of(1, Number.NaN, 3, 4), 2, 2) }, 'row 0, column 1 is NaN'],
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

test('checkPredictionRows names both numbers of columns', () => {
  expect(() => checkPredictionRows('knn', good.features, 3)).toThrow(/rows of 2 columns, but .* fitted on 3/);
});
