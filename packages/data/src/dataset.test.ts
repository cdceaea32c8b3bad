import { countByClass, type Dataset, dataset, selectFrom } from './dataset.js';
import { matrix } from './matrix.js';
import { rowIndices, rowRange } from './row-indices.js';

const parts = (changes: Partial<Dataset> = {}): Dataset => ({
  name: 'tiny',
  features: matrix(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 4, 2),
  shape: [1, 2, 1],
  labels: Uint16Array.of(0, 1, 0, 1),
  classes: ['a', 'b'],
  provenance: { source: 'made here', steps: [] },
  ...changes,
});

describe('dataset(parts)', () => {
  test('accepts parts that belong together', () => {
    expect(dataset(parts()).features.rows).toBe(4);
  });

  test.each([
    ['a shape of another size', { shape: [2, 2] }, 'shape-mismatch', '[2, 2]'],
    ['a missing label', { labels: Uint16Array.of(0, 1, 0) }, 'shape-mismatch', '3 labels for 4 rows'],
    ['a label outside the classes', { labels: Uint16Array.of(0, 1, 2, 0) }, 'invalid-argument', 'label 2 in row 2'],
    ['a class name that occurs twice', { classes: ['a', 'a'] }, 'invalid-argument', "'a'"],
  ] as const)('refuses %s', (_, changes, code, text) => {
    expect(() => dataset(parts(changes as Partial<Dataset>))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    );
  });
});

test('dataset(parts) keeps lists of its own, so that changes of the caller do not reach it', () => {
  const [classes, columns, shape, steps] = [['a', 'b'], ['x', 'y'], [2], ['read']];
  const made = dataset(parts({ classes, columns, shape, provenance: { source: 'here', steps } }));
  for (const list of [classes, columns, steps]) list.reverse().push('more');
  shape.push(1);
  expect(made).toMatchObject({ classes: ['a', 'b'], columns: ['x', 'y'], shape: [2], provenance: { steps: ['read'] } });
  expect(made.features).toMatchObject({ names: ['x', 'y'], shape: [2] });
  expect(() => (made.classes as string[]).push('c')).toThrow('not extensible');
});

describe('selectFrom(dataset, rows)', () => {
  test('is a view where the rows are neighbours', () => {
    const source = dataset(parts());
    const middle = selectFrom(source, rowRange(1, 3), 'middle');
    expect([...middle.features.values]).toEqual([3, 4, 5, 6]);
    expect(middle.features.values.buffer).toBe(source.features.values.buffer);
    expect([...middle.labels]).toEqual([1, 0]);
    expect(middle.provenance.steps).toEqual(['middle']);
  });

  test('gathers rows in any order, repeated ones too', () => {
    const picked = selectFrom(dataset(parts()), rowIndices([3, 0, 3]));
    expect([...picked.features.values]).toEqual([7, 8, 1, 2, 7, 8]);
    expect([...picked.labels]).toEqual([1, 0, 1]);
  });

  test('refuses a row that is not there', () => {
    expect(() => selectFrom(dataset(parts()), rowIndices([4]))).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

test('countByClass(labels, classes) counts classes that do not occur as 0', () => {
  expect([...countByClass(Uint16Array.of(2, 0, 2), 4)]).toEqual([1, 0, 2, 0]);
});
