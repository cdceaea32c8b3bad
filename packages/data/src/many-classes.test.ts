import { manyClasses } from './many-classes.js';

const asked = (rows: number, classes: number): string | undefined =>
  manyClasses({
    labels: Uint16Array.from({ length: rows }, (_, row) => row % classes),
    classes: Array.from({ length: classes }, (_, at) => `c${at}`),
  });

describe('manyClasses(rows)', () => {
  test.each([
    [200, 200, '200 classes in 200 rows, 200 of them of a single row; is another column the label?'],
    [30, 16, '16 classes in 30 rows, 2 of them of a single row; is another column the label?'],
    [30, 15, undefined],
    [10, 10, undefined],
  ])('of %d rows in %d classes', (rows, classes, text) => {
    expect(asked(rows, classes)).toBe(text);
  });

  test('counts the classes that occur', () => {
    const classes = Array.from({ length: 100 }, (_, at) => String(at));
    expect(manyClasses({ labels: new Uint16Array(40), classes })).toBeUndefined();
  });
});
