import type { LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import { convBnRelu } from './blocks.js';

/**
 * A network of nine weight layers with two residual blocks, after the DAWNBench entry of D. Page.
 *
 * @param width - filters of the first convolution; the others have 2, 4 and 4 times as many
 */
export function resnet9(classes: number, width: number, inputShape?: readonly number[]): NetworkSpec {
  const layers: LayerSpec[] = [
    ...convBnRelu(width),
    ...convBnRelu(2 * width),
    { kind: 'max-pooling2d', name: 'pool_1' },
    ...residual('residual_1', 2 * width, 'pool_1'),
    ...convBnRelu(4 * width),
    { kind: 'max-pooling2d' },
    ...convBnRelu(4 * width),
    { kind: 'max-pooling2d', padding: 'same', name: 'pool_3' },
    ...residual('residual_2', 4 * width, 'pool_3'),
    { kind: 'max-pooling2d', poolSize: 4 },
    { kind: 'flatten' },
    { kind: 'dense', units: classes, useBias: false },
    { kind: 'rescaling', scale: 0.125 }, // the entry's: keeps the first softmax soft
    { kind: 'activation', activation: 'softmax' },
  ];
  return { name: 'resnet9', ...(inputShape && { inputShape }), layers };
}

function residual(name: string, filters: number, from: string): LayerSpec[] {
  const block = [...convBnRelu(filters), ...convBnRelu(filters)];
  const last = block.length - 1;
  return [
    ...block.map((layer, at) => (at === last ? { ...layer, name: `${name}_relu` } : layer)),
    { kind: 'add', name, inputs: [from, `${name}_relu`] },
  ];
}
