import fc from 'fast-check';
import { onnxModel } from './model.js';
import { ProtobufWriter } from './protobuf.js';
import { int64Tensor, tensor } from './tensor.js';

describe('ProtobufWriter', () => {
  test("writes the examples of the format's own documentation", () => {
    expect([...new ProtobufWriter().int(1, 150).finish()]).toEqual([0x08, 0x96, 0x01]);
    expect([...new ProtobufWriter().text(2, 'testing').finish()]).toEqual([0x12, 7, ...Buffer.from('testing')]);
    const inner = new ProtobufWriter().int(1, 150);
    expect([...new ProtobufWriter().message(3, inner).finish()]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
  });

  test('writes any int64 as a varint that reads back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const bytes = new ProtobufWriter().int(1, value).finish().subarray(1);
        const read = bytes.reduce((sum, byte, at) => sum | (BigInt(byte & 127) << BigInt(7 * at)), 0n);
        expect(BigInt.asIntN(64, read)).toBe(value);
      }),
    );
  });
});

describe('onnxModel(graph)', () => {
  const value = { type: 'float32', shape: ['n'] } as const;

  test.each([
    ['reads', { op: 'Neg', inputs: ['nowhere'], outputs: ['y'] }],
    ['makes', { op: 'Neg', inputs: ['x'], outputs: ['x'] }],
    ['domain', { op: 'Neg', inputs: ['x'], outputs: ['y'], domain: 'org.other' }],
    ['output', { op: 'Neg', inputs: ['x'], outputs: ['z'] }],
  ])('refuses a graph whose node %s what it must not', (_, node) => {
    const graph = { inputs: { x: value }, outputs: { y: value }, nodes: [node] };
    expect(() => onnxModel(graph)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('tensor(data, dims)', () => {
  test('takes its type from the array', () => {
    expect(tensor(Int8Array.of(1, 2), [2, 1])).toEqual({ type: 'int8', data: Int8Array.of(1, 2), dims: [2, 1] });
    expect(int64Tensor([2, -1])).toEqual({ type: 'int64', data: BigInt64Array.of(2n, -1n), dims: [2] });
  });

  test('refuses a shape that does not hold the elements', () => {
    expect(() => tensor(new Float32Array(6), [2, 2])).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
  });
});
