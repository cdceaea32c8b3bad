import { argmaxRows, shareOfEqual } from './classifier.js';
import { matrix, rowView, selectRows, toFloat32 } from './matrix.js';
import { rowIndices } from './row-indices.js';

describe('matrix(values, rows, columns)', () => {
  test.each([
    [3, 2, 2],
    [4, -2, -2],
    [4, 1.5, 2],
    [0, Number.NaN, 0],
  ])('refuses %p values as %p x %p', (length, rows, columns) => {
    expect(() => matrix(new Uint8Array(length), rows, columns)).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });

  test('rowView writes through', () => {
    const source = matrix(Float32Array.of(1, 2, 3, 4), 2, 2);
    rowView(source, 1)[0] = 9;
    expect(source.values[2]).toBe(9);
  });

  test("refuses what is not part of a form: pandas' word for names would be lost", () => {
    const call = () => matrix(new Float32Array(2), 1, 2, { columns: ['a', 'b'] } as object);
    expect(call).toThrow("matrix: its form: there is no field 'columns'; write names: ['a', 'b']");
  });

  test('selectRows of no rows is an empty matrix of the same width', () => {
    const none = selectRows(matrix(Uint8Array.of(1, 2), 1, 2), rowIndices([]));
    expect([none.rows, none.columns, none.values.length]).toEqual([0, 2, 0]);
  });

  test('toFloat32 does not copy what is float32 already', () => {
    const source = matrix(Float32Array.of(1), 1, 1);
    expect(toFloat32(source).values).toBe(source.values);
    expect([...toFloat32(matrix(Uint8Array.of(255), 1, 1)).values]).toEqual([255]);
  });
});

test('argmaxRows takes the first of equal columns', () => {
  expect([...argmaxRows(matrix(Float32Array.of(0.2, 0.4, 0.4, 0.5, 0.5, 0), 2, 3))]).toEqual([1, 0]);
});

test('shareOfEqual is the accuracy', () => {
  expect(shareOfEqual(Uint16Array.of(1, 2, 3, 4), Uint16Array.of(1, 2, 0, 0))).toBe(0.5);
});
