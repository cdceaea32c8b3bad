import { onnxModel } from '../onnx/model.js';
import { ProtobufWriter } from '../onnx/protobuf.js';
import { int64Tensor, scalarTensor, tensor } from '../onnx/tensor.js';
import { supportsDirectOutputs } from './direct-outputs.js';
import { loadRuntime } from './load.js';
import type { RuntimeName } from './onnx-runtime.js';
import { openSession } from './session.js';

const RUNTIMES: RuntimeName[] = ['node', 'web'];

// y = clip(reshape(a, [2, 2]) x b + 1), with a constant, attributes of each common kind and another domain.
const model = onnxModel({
  inputs: { a: { type: 'float32', shape: [4] } },
  outputs: { y: { type: 'float32', shape: [2, 2] }, shape: { type: 'int64', shape: [2] } },
  nodes: [
    { op: 'Reshape', inputs: ['a', 'to'], outputs: ['matrix'] },
    {
      op: 'FusedMatMul',
      domain: 'com.microsoft',
      inputs: ['matrix', 'b'],
      outputs: ['product'],
      attributes: { alpha: { float: 0.5 }, transB: { int: 1 } },
    },
    { op: 'Add', inputs: ['product', 'one'], outputs: ['sum'] },
    { op: 'Transpose', inputs: ['sum'], outputs: ['y'], attributes: { perm: { ints: [1, 0] } } },
    { op: 'Shape', inputs: ['y'], outputs: ['shape'] },
  ],
  initializers: {
    to: int64Tensor([2, 2]),
    b: tensor(Float32Array.of(2, 0, 0, 4), [2, 2]),
    one: scalarTensor(1),
  },
  domains: { 'com.microsoft': 1 },
  metadata: { made: 'by a test' },
});

describe.each(RUNTIMES)('openSession(model, { runtime: %p })', (runtime) => {
  test('computes', async () => {
    const session = await openSession(model, { runtime, threads: 1 });
    expect(session.runtime).toBe(runtime);
    const { y, shape } = await session.run({ a: tensor(Float32Array.of(1, 2, 3, 4)) });
    expect([...y.data]).toEqual([2, 4, 5, 9]);
    expect([...shape.data]).toEqual([2n, 2n]);
    await session.close();
  });

  test('writes into the arrays it is given', async () => {
    const session = await openSession(model, { runtime });
    const place = tensor(new Float32Array(4), [2, 2]);
    const { y } = await session.run({ a: tensor(Float32Array.of(1, 2, 3, 4)) }, { y: place });
    expect(y.data).toBe(place.data);
    expect([...place.data]).toEqual([2, 4, 5, 9]);
    await session.close();
  });

  test('names what it refuses', async () => {
    const session = await openSession(model, { runtime });
    await expect(session.run({ a: tensor(Float32Array.of(1, 2, 3)) })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    await expect(session.run({})).rejects.toMatchObject({ code: 'invalid-argument' });
    await session.close();
    await expect(openSession(Uint8Array.of(1, 2, 3), { runtime })).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  test('refuses a model with an INT4 output instead of letting it end the process', async () => {
    await expect(openSession(int4Model(), { runtime })).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('a graph with direct outputs', () => {
  const model = onnxModel({
    directOutputs: true,
    inputs: { x: { type: 'float32', shape: [2] } },
    outputs: { y: { type: 'float32', shape: [2] } },
    nodes: [{ op: 'Neg', inputs: ['x'], outputs: ['y'] }],
  });

  test('writes into the arrays that it is given, and into these alone', async () => {
    expect(await supportsDirectOutputs()).toBe(true);
    const session = await openSession(model, { runtime: 'node' });
    expect(session.outputNames).toEqual(['y']);
    const y = tensor(new Float32Array(2));
    const results = await session.run({ x: tensor(Float32Array.of(1, -2)) }, { y });
    expect(results['y'].data).toBe(y.data);
    expect([...y.data]).toEqual([-1, 2]);
    await session.close();
  });

  test('tells what goes wrong in a run from what the binding says of the sequence', async () => {
    const session = await openSession(model, { runtime: 'node' });
    const places = { y: tensor(new Float32Array(3)) };
    await expect(session.run({ x: tensor(Float32Array.of(1, -2)) }, places)).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    await expect(session.run({}, places)).rejects.toMatchObject({ code: 'invalid-argument' });
    await session.close();
  });
});

describe('loadRuntime(wanted)', () => {
  test('obeys SELVEDGE_RUNTIME and refuses unknown names', async () => {
    const before = process.env['SELVEDGE_RUNTIME'];
    try {
      process.env['SELVEDGE_RUNTIME'] = 'web';
      expect((await loadRuntime()).name).toBe('web');
      process.env['SELVEDGE_RUNTIME'] = 'cuda';
      await expect(loadRuntime()).rejects.toMatchObject({ code: 'invalid-argument' });
    } finally {
      if (before === undefined) delete process.env['SELVEDGE_RUNTIME'];
      else process.env['SELVEDGE_RUNTIME'] = before;
    }
  });
});

/** A constant of type INT4 (22 in onnx.proto) as the only output. */
function int4Model(): Uint8Array {
  const type = new ProtobufWriter()
    .int(1, 22)
    .message(2, new ProtobufWriter().message(1, new ProtobufWriter().int(1, 2)));
  const value = new ProtobufWriter().int(1, 2).int(2, 22).text(8, 'y').bytes(9, Uint8Array.of(0x21));
  const attribute = new ProtobufWriter().text(1, 'value').message(5, value).int(20, 4);
  const node = new ProtobufWriter().text(2, 'y').text(4, 'Constant').message(5, attribute);
  const output = new ProtobufWriter().text(1, 'y').message(2, new ProtobufWriter().message(1, type));
  const graph = new ProtobufWriter().message(1, node).text(2, 'int4').message(12, output);
  return new ProtobufWriter().int(1, 10).message(7, graph).message(8, new ProtobufWriter().int(2, 21)).finish();
}
