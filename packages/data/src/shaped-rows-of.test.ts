import { matrix } from './matrix.js';
import { shapedRowsOf } from './shaped-rows-of.js';

const features = matrix(new Float32Array(8), 2, 4);

describe('shapedRowsOf(what, call, rows)', () => {
  test('takes the shape of the rows, else of the matrix, else plain columns', () => {
    const square = matrix(new Float32Array(8), 2, 4, { shape: [2, 2] });
    expect(shapedRowsOf('pca', 'fit', { features, shape: [4, 1] }).shape).toEqual([4, 1]);
    expect(shapedRowsOf('pca', 'fit', { features: square }).shape).toEqual([2, 2]);
    expect(shapedRowsOf('pca', 'fit', { features }).shape).toEqual([4]);
  });

  test('keeps names of columns, wherever they stand', () => {
    const columns = ['a', 'b', 'c', 'd'];
    const rows = { features, columns };
    for (const given of [rows, { ...rows, shape: [4] }])
      expect(shapedRowsOf('pca', 'fit', given).features.names).toEqual(columns);
  });

  test.each([
    [
      'a matrix',
      features,
      'pca: fit got a matrix alone; need an object with the features. Write fit({ features: X }).',
    ],
    ['rows as in Python', [[1, 2]], 'Write fit({ features: matrix(Float32Array.from(X.flat()), X.length, 2) }).'],
    ['nothing', undefined, 'pca: fit got undefined'],
    ['rows inside', { features: [[1, 2]] }, 'Write matrix(Float32Array.from(rows.flat()), 1, 2)'],
    ['another shape', { features, shape: [3] }, 'shape [3] does not describe rows of 4 numbers'],
  ])('refuses %s with the line to write', (_, rows, message) => {
    expect(() => shapedRowsOf('pca', 'fit', rows)).toThrow(message);
  });

  test('refuses labels as a second argument', () => {
    expect(() => shapedRowsOf('pca', 'fit', { features }, [0, 1])).toThrow('got features and labels apart');
  });
});
