import type { LayerSpec } from '../declaration/layer-spec.js';
import type { GooglenetFullParams, GooglenetParams } from '../specs.generated.js';
import { type ArchitectureDefinition, defineArchitecture, GREY_IMAGE } from './definition.js';

/** Widths of one module: 1x1; 3x3 reduced, 3x3; 5x5 reduced, 5x5; pooled 1x1. Table 1 of the paper. */
const INCEPTIONS: Readonly<Record<string, readonly [number, number, number, number, number, number]>> = {
  '3a': [64, 96, 128, 16, 32, 32],
  '3b': [128, 128, 192, 32, 96, 64],
  '4a': [192, 96, 208, 16, 48, 64],
  '4b': [160, 112, 224, 24, 64, 64],
  '4c': [128, 128, 256, 24, 64, 64],
  '4d': [112, 144, 288, 32, 64, 64],
  '4e': [256, 160, 320, 32, 128, 128],
  '5a': [256, 160, 320, 32, 128, 128],
  '5b': [384, 192, 384, 48, 128, 128],
};

/**
 * GoogLeNet for 28 x 28 pixels: a 3x3 convolution at full size in place of the 7x7 with stride 2, and no auxiliary
 * heads. The poolings are the paper's, so that modules work on 7 x 7, 4 x 4 and 2 x 2 numbers a channel: without the
 * one inside the stem a step takes four times as long.
 *
 * @see Szegedy et al., Going deeper with convolutions, CVPR 2015
 */
export const googlenet: ArchitectureDefinition<GooglenetParams> = defineArchitecture<GooglenetParams>(
  {
    zoo: 'googlenet',
    knownAs: ['inception', 'inception-v1'],
    typeName: 'GooglenetSpec',
    description: 'GoogLeNet for small images, cut down to the modules 3a 3b 4a 4b 4c.',
    fields: {},
    layers: ({ classes }) =>
      layersOf(classes, [
        ['3a', '3b'],
        ['4a', '4b', '4c'],
      ]),
  },
  GREY_IMAGE,
);

export const googlenetFull: ArchitectureDefinition<GooglenetFullParams> = defineArchitecture<GooglenetFullParams>(
  {
    zoo: 'googlenet-full',
    name: 'googlenet',
    typeName: 'GooglenetFullSpec',
    description: 'GoogLeNet for small images with all nine modules.',
    fields: {},
    layers: ({ classes }) =>
      layersOf(classes, [
        ['3a', '3b'],
        ['4a', '4b', '4c', '4d', '4e'],
        ['5a', '5b'],
      ]),
  },
  GREY_IMAGE,
);

/** @param stages - modules between poolings; cut down: 3a 3b | 4a 4b 4c */
function layersOf(classes: number, stages: readonly (readonly string[])[]): LayerSpec[] {
  const layers: LayerSpec[] = [conv(64, 3, 'stem_1'), pool('stem_pool', 'stem_1'), conv(192, 3, 'stem_2')];
  let from = 'stem_2';
  for (const [at, stage] of stages.entries()) {
    const name = `pool_${at + 1}`;
    layers.push(pool(name, from));
    from = name;
    for (const module of stage) {
      layers.push(...inception(module, from));
      from = `inception_${module}`;
    }
  }
  layers.push(
    { kind: 'global-average-pooling2d' },
    { kind: 'dropout', rate: 0.4 },
    { kind: 'dense', units: classes, activation: 'softmax' },
  );
  return layers;
}

const pool = (name: string, from: string): LayerSpec => ({
  kind: 'max-pooling2d',
  poolSize: 3,
  strides: 2,
  padding: 'same',
  name,
  inputs: [from],
});

const conv = (filters: number, kernelSize: number, name: string, from?: string): LayerSpec => ({
  kind: 'conv2d',
  filters,
  kernelSize,
  padding: 'same',
  activation: 'relu',
  kernelInitializer: 'he-normal', // with Glorot's the activations fade over twelve ReLU layers without normalisation
  name,
  ...(from !== undefined && { inputs: [from] }),
});

function inception(module: string, from: string): LayerSpec[] {
  const [one, threeReduced, three, fiveReduced, five, pooled] = INCEPTIONS[module];
  const at = (part: string): string => `inception_${module}_${part}`;
  return [
    conv(one, 1, at('1x1'), from),
    conv(threeReduced, 1, at('3x3_reduce'), from),
    conv(three, 3, at('3x3')),
    conv(fiveReduced, 1, at('5x5_reduce'), from),
    conv(five, 5, at('5x5')),
    { kind: 'max-pooling2d', poolSize: 3, strides: 1, padding: 'same', name: at('pool'), inputs: [from] },
    conv(pooled, 1, at('pool_1x1')),
    { kind: 'concatenate', name: `inception_${module}`, inputs: [at('1x1'), at('3x3'), at('5x5'), at('pool_1x1')] },
  ];
}
