import type { LayerSpec } from '../declaration/layer-spec.js';
import type { Resnet9Params } from '../specs.generated.js';
import { convBnRelu } from './blocks.js';
import { type ArchitectureDefinition, defineArchitecture, GREY_IMAGE } from './definition.js';

/** Filters of the first convolution; the others have 2, 4 and 4 times as many. */
const WIDTH = 32;

/** After the DAWNBench entry of D. Page. */
export const resnet9: ArchitectureDefinition<Resnet9Params> = defineArchitecture<Resnet9Params>(
  {
    zoo: 'resnet9',
    knownAs: ['resnet', 'resnet18'],
    typeName: 'Resnet9Spec',
    description: 'A network of nine weight layers with two residual blocks.',
    fields: {},
    layers: ({ classes }) => [
      ...convBnRelu(WIDTH),
      ...convBnRelu(2 * WIDTH),
      { kind: 'max-pooling2d', name: 'pool_1' },
      ...residual('residual_1', 2 * WIDTH, 'pool_1'),
      ...convBnRelu(4 * WIDTH),
      { kind: 'max-pooling2d' },
      ...convBnRelu(4 * WIDTH),
      { kind: 'max-pooling2d', padding: 'same', name: 'pool_3' },
      ...residual('residual_2', 4 * WIDTH, 'pool_3'),
      { kind: 'max-pooling2d', poolSize: 4 },
      { kind: 'flatten' },
      { kind: 'dense', units: classes, useBias: false },
      { kind: 'rescaling', scale: 0.125 }, // the entry's: keeps the first softmax soft
      { kind: 'activation', activation: 'softmax' },
    ],
  },
  GREY_IMAGE,
);

function residual(name: string, filters: number, from: string): LayerSpec[] {
  const block = [...convBnRelu(filters), ...convBnRelu(filters)];
  const last = block.length - 1;
  return [
    ...block.map((layer, at) => (at === last ? { ...layer, name: `${name}_relu` } : layer)),
    { kind: 'add', name, inputs: [from, `${name}_relu`] },
  ];
}
