import { checkTrainingRows } from './check-rows.js';
import { dataset, selectFrom } from './dataset.js';
import { matrix, selectRows } from './matrix.js';
import { rowIndices } from './row-indices.js';
import { isStored, StoredRows } from './stored-rows.js';

const all = Uint8Array.from({ length: 24 }, (_, at) => at * 3);
let read: number[][] = [];
const store = {
  rows: 6,
  file: 'x',
  read(rows: ArrayLike<number>, target: Uint8Array) {
    read.push(Array.from(rows));
    for (let at = 0; at < rows.length; at++) target.set(all.subarray(rows[at] * 4, rows[at] * 4 + 4), at * 4);
  },
};
const stored = () => new StoredRows<Uint8Array>({ store, stored: 4 }, { columns: 4, shape: [2, 2, 1] });
beforeEach(() => {
  read = [];
});

describe('StoredRows', () => {
  test('is a data set whose numbers nobody has read', () => {
    const whole = dataset({
      name: 'x',
      features: stored(),
      labels: Uint16Array.of(0, 1, 0, 1, 0, 1),
      classes: ['a', 'b'],
      shape: [2, 2, 1],
      provenance: { source: 'x', steps: [] },
    });
    checkTrainingRows('fit', whole);
    const some = selectFrom(whole, rowIndices(Uint32Array.of(5, 1, 3)));
    expect(isStored(some.features) && some.features.rows).toBe(3);
    expect(read).toEqual([]);
    expect([...some.labels]).toEqual([1, 1, 1]);
    const again = selectRows(some.features, rowIndices(Uint32Array.of(2, 0)));
    expect(isStored(again) && [...again.take([1]).values]).toEqual([...all.subarray(20, 24)]);
    expect(read).toEqual([[5]]);
  });

  test('gives all numbers to who asks for them, once, in copies too', () => {
    const features = stored().select(rowIndices(Uint32Array.of(1, 0)));
    const copied = { ...features };
    expect([...copied.values]).toEqual([...all.subarray(4, 8), ...all.subarray(0, 4)]);
    expect(features.values).toBe(features.values);
    expect(read).toHaveLength(1);
  });

  test('changes rows as they are read', () => {
    const halved = stored().changed(
      ({ values, rows }) =>
        matrix(
          Float32Array.from(values, (value) => value / 2),
          rows,
          4,
        ),
      { columns: 4, shape: [4] },
    );
    expect(halved.areBytes).toBe(false);
    expect(halved.bytes).toBe(96);
    expect(halved.take([5, 0])).toEqual({
      values: Float32Array.of(30, 31.5, 33, 34.5, 0, 1.5, 3, 4.5),
      rows: 2,
      columns: 4,
      shape: [4],
    });
  });

  test('refuses more numbers at once than an array holds, and says what to do', () => {
    const large = new StoredRows({ store: { ...store, rows: 200_000 }, stored: 27_648 }, { columns: 27_648 });
    expect(() => large.values).toThrow(/200000 rows of 27648 numbers .* Train a network/);
  });
});
