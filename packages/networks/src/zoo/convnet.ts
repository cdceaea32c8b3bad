import { count, partialShare, wholeNumber } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import type { LayerSpec, Padding, Pair } from '../declaration/layer-spec.js';
import type { ConvnetParams } from '../specs.generated.js';
import { type ArchitectureDefinition, defineArchitecture, GREY_IMAGE } from './definition.js';
import { penalty, unitsOfLayers } from './fields.js';

const side = count(4096);
const pair = z.union([side, z.tuple([side, side])]) as unknown as z.ZodType<Pair>;
const padding = z.enum(['valid', 'same']) as z.ZodType<Padding>;

export const convnet: ArchitectureDefinition<ConvnetParams> = defineArchitecture<ConvnetParams>(
  {
    zoo: 'convnet',
    knownAs: ['cnn', 'simple-cnn', 'small-cnn', 'convolutional', 'conv-net'],
    typeName: 'ConvnetSpec',
    description: 'Convolutions with ReLU and max pooling one after the other, then dense layers.',
    fields: {
      filters: z.array(count(65_536)).min(1).max(1000).describe('Filters of each convolution, the first one first.'),
      kernelSize: pair.default(3).describe('Of the convolutions: one number for both axes, or [rows, columns].'),
      padding: padding.default('same').describe('Of the convolutions.'),
      strides: pair.default(1).describe('Of the convolutions: one number for both axes, or [rows, columns].'),
      poolSize: pair.default(2).describe('Of the poolings: one number for both axes, or [rows, columns].'),
      poolPadding: padding.default('valid').describe('Of the poolings.'),
      poolings: wholeNumber(1000)
        .exactOptional()
        .describe('How many of the convolutions, from the first, are followed by max pooling. Without it all.'),
      batchNormalization: z
        .boolean()
        .default(false)
        .describe('Batch normalization after each convolution that is pooled, before the pooling.'),
      dropout: partialShare()
        .default(0)
        .describe('Share that is dropped after each pooling and each hidden dense layer.'),
      noise: penalty.describe('Standard deviation of Gaussian noise that is added to the input.'),
      dense: (unitsOfLayers as z.ZodType<readonly number[]>).default([]).describe('Units of the hidden dense layers.'),
      denseL2: penalty.describe("L2 penalty on the dense kernels, the output's too."),
      convL2: penalty.describe("L2 penalty on the convolutions' kernels."),
    },
    layers: layersOf,
  },
  GREY_IMAGE,
);

function layersOf({ filters, poolings = filters.length, ...params }: ConvnetParams): LayerSpec[] {
  const { classes, kernelSize, padding, strides, poolSize, poolPadding } = params;
  const { batchNormalization, dropout, noise, dense, denseL2, convL2 } = params;
  const layers: LayerSpec[] = [];
  if (noise > 0) layers.push({ kind: 'gaussian-noise', stddev: noise });
  for (const [at, count] of filters.entries()) {
    const penalty = convL2 > 0 && { kernelRegularizer: { l2: convL2 } };
    layers.push({ kind: 'conv2d', filters: count, kernelSize, padding, strides, activation: 'relu', ...penalty });
    if (at >= poolings) continue;
    if (batchNormalization) layers.push({ kind: 'batch-normalization' });
    layers.push({ kind: 'max-pooling2d', poolSize, padding: poolPadding });
    if (dropout > 0) layers.push({ kind: 'dropout', rate: dropout });
  }
  layers.push({ kind: 'flatten' });
  const penalty = denseL2 > 0 && { kernelRegularizer: { l2: denseL2 } };
  for (const units of dense) {
    layers.push({ kind: 'dense', units, activation: 'relu', ...penalty });
    if (dropout > 0) layers.push({ kind: 'dropout', rate: dropout });
  }
  layers.push({ kind: 'dense', units: classes, activation: 'softmax', ...penalty });
  return layers;
}
