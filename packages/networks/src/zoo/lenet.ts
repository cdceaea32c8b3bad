import type { LayerSpec } from '../declaration/layer-spec.js';
import type { LenetParams } from '../specs.generated.js';
import { type ArchitectureDefinition, defineArchitecture, GREY_IMAGE } from './definition.js';

export const lenet: ArchitectureDefinition<LenetParams> = defineArchitecture<LenetParams>(
  {
    zoo: 'lenet',
    knownAs: ['lenet5'],
    typeName: 'LenetSpec',
    description: 'Five blocks of convolution, ReLU, pooling, batch normalization and dropout, then dense layers.',
    fields: {},
    layers: ({ classes }) => [
      // 'same' pooling: 28, 14, 7, 4, 2, 1.
      ...[32, 64, 128, 128, 256].flatMap((filters, at): LayerSpec[] => [
        { kind: 'conv2d', filters, kernelSize: 3, padding: 'same', activation: 'relu' },
        { kind: 'max-pooling2d', padding: 'same' },
        { kind: 'batch-normalization' },
        { kind: 'dropout', rate: [0.1, 0.1, 0.15, 0.2, 0.25][at] },
      ]),
      { kind: 'flatten' },
      { kind: 'dense', units: 120, activation: 'relu' },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'dense', units: 84, activation: 'relu' },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'dense', units: classes, activation: 'log-softmax' },
    ],
  },
  GREY_IMAGE,
);
