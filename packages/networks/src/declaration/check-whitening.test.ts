import type { LayerSpec } from './layer-spec.js';
import { resolveNetwork } from './resolve.js';

const end: LayerSpec[] = [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }];
const resolve = (...layers: LayerSpec[]): ReturnType<typeof resolveNetwork> =>
  resolveNetwork({ layers: [...layers, ...end], inputShape: [8, 8, 3] });
const kernelInitializer = 'whitening' as const;
const first: LayerSpec = { kind: 'conv2d', filters: 24, kernelSize: 2, kernelInitializer };

describe("resolveNetwork of a layer with kernelInitializer 'whitening'", () => {
  test.each(['same', 'valid'] as const)('takes a first convolution with padding %s', (padding) => {
    expect(resolve({ ...first, padding }).parameters[0].shape).toEqual([2, 2, 3, 24]);
  });

  test('takes several that read the input', () => {
    const branch: LayerSpec = { ...first, inputs: ['input'], padding: 'same' };
    const sum: LayerSpec = { kind: 'add', inputs: ['a', 'b'] };
    expect(() => resolve({ ...branch, name: 'a' }, { ...branch, name: 'b' }, sum)).not.toThrow();
  });

  test.each<[LayerSpec[], RegExp]>([
    [[{ kind: 'rescaling', scale: 2 }, first], /layer 'conv2d' \(conv2d\): .*use it in the first layer, and scale/],
    [[{ kind: 'conv2d', filters: 25, kernelSize: 2, kernelInitializer }], /24 filters at most.* 2 x 2 x 3, but .* 25;/],
    [[{ ...first, groups: 3 } as LayerSpec], /use it in a conv2d layer with one group/],
    [[{ kind: 'depthwise-conv2d', kernelSize: 2, kernelInitializer }], /use it in a conv2d layer with one group/],
    [[{ kind: 'flatten' }, { kind: 'dense', units: 4, kernelInitializer }], /use it in a conv2d layer/],
    [[{ kind: 'conv2d', filters: 4, kernelSize: 2, biasInitializer: 'whitening' }], /this is its bias; use 'zeros'/],
    [[{ ...first, kernelSize: [9, 1], padding: 'same' } as LayerSpec], /fits into the image; 9 x 1 is larger/],
  ])('refuses case %#', (layers, message) => {
    expect(() => resolve(...layers)).toThrow(message);
    expect(() => resolve(...layers)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
