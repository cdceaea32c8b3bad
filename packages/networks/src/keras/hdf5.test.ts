import { type Hdf5Group, type Hdf5Node, tensorsIn, UnsupportedContent } from './hdf5.js';

/** A file of Keras 3 with one layer, whose first tensor is read as given. */
function fileWith(read: () => unknown): Hdf5Group {
  const tensor = {
    type: 'Dataset',
    attrs: {},
    shape: [2],
    get value() {
      return read();
    },
  };
  const groupOf = (children: Readonly<Record<string, Hdf5Node>>): Hdf5Group => ({
    type: 'Group',
    attrs: {},
    keys: () => Object.keys(children),
    get: (name) => children[name] ?? null,
  });
  return groupOf({ layers: groupOf({ dense: groupOf({ vars: groupOf({ '0': tensor }) }) }) });
}

test.each([Float32Array.of(1, 2), Float64Array.of(1, 2), BigInt64Array.of(1n, 2n), Int32Array.of(1, 2)])(
  'tensorsIn(file) reads %p, and says so after each tensor',
  (value) => {
    let read = 0;
    expect(
      tensorsIn(
        fileWith(() => value),
        100,
        () => read++,
      ).get('layers/dense'),
    ).toEqual([{ values: Float32Array.of(1, 2), shape: [2] }]);
    expect(read).toBe(1);
  },
);

test('two groups that say that they are the same layer are damage', () => {
  const group = (children: Readonly<Record<string, Hdf5Node>>, name?: string): Hdf5Group => ({
    type: 'Group',
    attrs: name === undefined ? {} : { name: { value: name } },
    keys: () => Object.keys(children),
    get: (key) => children[key] ?? null,
  });
  const dense = group({ vars: group({}, 'a') });
  const file = group({ layers: group({ dense, dense_1: dense }) });
  expect(() => tensorsIn(file, 100, () => undefined)).toThrow(
    "one of them layers/dense_1, say that they are layer 'a'",
  );
});

test('numbers that the library cannot read are not supported, other errors mean damage', () => {
  const failing = (message: string) => () =>
    tensorsIn(
      fileWith(() => {
        throw new Error(message);
      }),
      100,
      () => undefined,
    );
  expect(failing('Float16 not supported')).toThrow(UnsupportedContent);
  expect(failing('Float16 not supported')).toThrow('it has a tensor of Float16, where floats of 32 and 64 bits');
  expect(failing('unable to read')).not.toThrow(UnsupportedContent);
});
