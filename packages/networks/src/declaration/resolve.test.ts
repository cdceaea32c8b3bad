import type { LayerSpec } from './layer-spec.js';
import { resolveNetwork } from './resolve.js';

const end: LayerSpec[] = [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }];
const resolve = (layers: readonly LayerSpec[], inputShape = [28, 28, 1]): ReturnType<typeof resolveNetwork> =>
  resolveNetwork({ layers, inputShape });

describe('resolveNetwork(spec)', () => {
  test('names layers as Keras does and splits activations and the head off', () => {
    const network = resolve([
      { kind: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
      { kind: 'conv2d', filters: 8, kernelSize: 3, strides: 2, padding: 'same' },
      ...end,
    ]);
    expect(network.layers.map(({ name }) => name)).toEqual(['conv2d', 'conv2d_1', 'flatten', 'dense']);
    expect(network.nodes.map(({ name }) => name)).toEqual([
      'input',
      'conv2d',
      'conv2d:relu',
      'conv2d_1',
      'flatten',
      'dense',
    ]);
    expect(network.nodes.map(({ outputShape }) => outputShape)).toEqual([
      [28, 28, 1],
      [26, 26, 4],
      [26, 26, 4],
      [13, 13, 8],
      [1352],
      [10],
    ]);
    expect(network.head).toBe('softmax');
    expect(network.parameters.map(({ name, offset, shape }) => [name, offset, shape])).toEqual([
      ['conv2d/kernel', 0, [3, 3, 1, 4]],
      ['conv2d/bias', 36, [4]],
      ['conv2d_1/kernel', 40, [3, 3, 4, 8]],
      ['conv2d_1/bias', 328, [8]],
      ['dense/kernel', 336, [1352, 10]],
      ['dense/bias', 13856, [10]],
    ]);
  });

  test('pads the odd one at the end, as TensorFlow does', () => {
    const network = resolve([{ kind: 'conv2d', filters: 2, kernelSize: 2, padding: 'same' }, ...end]);
    expect(network.nodes[1].operation).toMatchObject({ pads: [0, 1, 0, 1] });
    expect(
      resolve([{ kind: 'conv2d', filters: 2, kernelSize: 3, strides: 2, padding: 'same' }, ...end]).nodes[1].operation,
    ).toMatchObject({ pads: [0, 1, 0, 1] });
    expect(resolve([{ kind: 'max-pooling2d', padding: 'same' }, ...end], [7, 7, 1]).nodes[1]).toMatchObject({
      outputShape: [4, 4, 1],
    });
  });

  test('follows named inputs', () => {
    const network = resolve([
      { kind: 'conv2d', filters: 4, kernelSize: 1, name: 'a' },
      { kind: 'conv2d', filters: 3, kernelSize: 1, name: 'b', inputs: ['input'] },
      { kind: 'concatenate', inputs: ['a', 'b'] },
      ...end,
    ]);
    expect(network.nodes[3]).toMatchObject({ inputs: [1, 2], outputShape: [28, 28, 7] });
  });

  test.each<[string, LayerSpec[], string, RegExp]>([
    [
      'a dense layer on an image',
      [{ kind: 'dense', units: 3 }],
      'shape-mismatch',
      /layer 'dense' \(dense\): its input has shape \[28, 28, 1\].*flatten/,
    ],
    [
      'a window that is too large',
      [{ kind: 'max-pooling2d', poolSize: 29 }, ...end],
      'shape-mismatch',
      /'max_pooling2d'.*29 x 29.*28 x 28/,
    ],
    [
      'a convolution after flatten',
      [{ kind: 'flatten' }, { kind: 'conv2d', filters: 1, kernelSize: 1 }, ...end],
      'shape-mismatch',
      /'conv2d'.*\[784\]/,
    ],
    [
      'branches of different shapes',
      [{ kind: 'conv2d', filters: 2, kernelSize: 1, name: 'a' }, { kind: 'add', inputs: ['a', 'input'] }, ...end],
      'shape-mismatch',
      /'add'.*\[28, 28, 2\], \[28, 28, 1\]/,
    ],
    [
      'groups that do not divide',
      [{ kind: 'conv2d', filters: 3, kernelSize: 1, groups: 2 }, ...end],
      'shape-mismatch',
      /2 groups/,
    ],
    [
      'an impossible reshape',
      [{ kind: 'reshape', targetShape: [3, -1] }, ...end],
      'shape-mismatch',
      /784 numbers.*\[3, -1\]/,
    ],
    [
      'an image at the end',
      [{ kind: 'conv2d', filters: 1, kernelSize: 1 }],
      'shape-mismatch',
      /'conv2d'.*output has shape/,
    ],
    [
      'a name that is not there',
      [
        { kind: 'conv2d', filters: 1, kernelSize: 1, name: 'stem' },
        { kind: 'flatten', inputs: ['sten'] },
      ],
      'invalid-argument',
      /reads 'sten'.*did you mean 'stem'/,
    ],
    [
      'a name given twice',
      [
        { kind: 'flatten', name: 'a' },
        { kind: 'dense', units: 2, name: 'a' },
      ],
      'invalid-argument',
      /two layers/,
    ],
    [
      'a layer that nothing reads',
      [
        { kind: 'conv2d', filters: 1, kernelSize: 1 },
        { kind: 'flatten', inputs: ['input'] },
      ],
      'invalid-argument',
      /nothing reads layer 'conv2d'/,
    ],
    [
      'an unknown field',
      [{ kind: 'dense', unit: 3 } as unknown as LayerSpec],
      'invalid-argument',
      /layers\[0\]: unknown key 'unit'; did you mean 'units'/,
    ],
    ['an unknown kind', [{ kind: 'conv2' } as unknown as LayerSpec], 'invalid-argument', /did you mean 'conv2d'/],
    ['a missing field', [{ kind: 'dense' } as unknown as LayerSpec], 'invalid-argument', /units is missing/],
    ['a wrong value', [{ kind: 'dropout', rate: 1 }], 'invalid-argument', /layers\[0\]\.rate: got 1; need less than 1/],
    [
      'an absurd size',
      [{ kind: 'flatten' }, { kind: 'dense', units: 1e9 }],
      'invalid-argument',
      /units: got 1000000000; need at most 1048576/,
    ],
    [
      'absurdly many parameters',
      [{ kind: 'flatten' }, { kind: 'dense', units: 1e6 }, { kind: 'dense', units: 1e6 }],
      'invalid-argument',
      /parameters up to here/,
    ],
  ])('refuses %s', (_, layers, code, text) => {
    expect(() => resolve(layers)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(text) }));
  });
});
