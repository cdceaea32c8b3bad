import { inFormOf } from './in-form-of.js';
import { matrix, selectRows, toFloat32, withForm } from './matrix.js';
import { rowIndices } from './row-indices.js';

const rows = matrix(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3, { names: ['w', 'x', 'y'] });
const fitted = { columns: 3, names: ['y', 'w', 'x'] };

describe('inFormOf(what, rows, fitted)', () => {
  test('puts named columns in the order of the fit, and leaves the rows that were given', () => {
    const ordered = inFormOf('knn', rows, fitted);
    expect(ordered).toEqual({ ...rows, values: Float64Array.of(3, 1, 2, 6, 4, 5), names: ['y', 'w', 'x'] });
    expect([...rows.values]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(inFormOf('knn', rows, { columns: 3, names: ['w', 'x', 'y'] })).toBe(rows);
  });

  test('names the columns that lack and those that nobody asked for', () => {
    const other = withForm(rows, { names: ['w', 'x', 'z'] });
    expect(() => inFormOf('knn', other, fitted)).toThrow(
      'knn: the rows lack y and also have z; need the columns of the fit: y, w, x.',
    );
    const four = matrix(new Float64Array(4), 1, 4, { names: ['w', 'x', 'y', 'z'] });
    expect(() => inFormOf('knn', four, fitted)).toThrow('knn: the rows also have z; need the columns of the fit');
  });

  test('takes rows without names in their order, and any names where the fit had none', () => {
    const plain = matrix(new Float64Array(3), 1, 3);
    expect(inFormOf('knn', plain, fitted)).toBe(plain);
    expect(inFormOf('knn', rows, { columns: 3 })).toBe(rows);
  });

  test.each([
    [[2, 3, 1], [2, 3], true],
    [[2, 3, 1], [6], true],
    [[6], [3, 2, 1], true],
    [[2, 3, 1], [3, 2, 1], false],
    [[2, 3, 1], [1, 2, 3], false],
    [[6, 1], [2, 3], false],
    [[2, 3], [6, 1, 1], false],
  ])('rows of shape %j where [%j] was fitted', (shape, wanted, isTaken) => {
    const images = matrix(new Uint8Array(6), 1, 6, { shape });
    const check = () => inFormOf('net', images, { columns: 6, shape: wanted });
    if (isTaken) expect(check()).toBe(images);
    else
      expect(check).toThrow(`net: got rows of shape [${shape.join(', ')}]; it was fitted on [${wanted.join(', ')}].`);
  });
});

test('selected and converted rows keep their shape and names', () => {
  const form = { shape: [3, 1], names: ['w', 'x', 'y'] };
  const shaped = withForm(rows, form);
  for (const same of [selectRows(shaped, rowIndices([1])), selectRows(shaped, rowIndices([1, 0])), toFloat32(shaped)]) {
    expect(same).toMatchObject(form);
  }
});

test('a form that does not describe the columns is refused', () => {
  expect(() => withForm(rows, { shape: [2, 2] })).toThrow('matrix: shape [2, 2] does not describe rows of 3 numbers.');
  expect(() => withForm(rows, { names: ['w'] })).toThrow('matrix: got 1 names for 3 columns.');
  expect(() => withForm(rows, { names: ['w', 'x', 'w'] })).toThrow("matrix: the name 'w' occurs twice");
});
