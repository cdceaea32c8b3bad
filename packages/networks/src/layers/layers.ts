import { catalogueOf } from '@selvedge/component';
import type { Catalogue } from '@selvedge/component/catalogues';
import { activations } from '../activations/activations.js';
import { activation } from './activation.js';
import { add } from './add.js';
import { averagePooling2d } from './average-pooling2d.js';
import { batchNormalization } from './batch-normalization.js';
import { centerCrop } from './center-crop.js';
import { concatenate } from './concatenate.js';
import { conv2d } from './conv2d.js';
import { cropping2d } from './cropping2d.js';
import type { LayerDefinition } from './definition.js';
import { dense } from './dense.js';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import { dropout } from './dropout.js';
import { flatten } from './flatten.js';
import { gaussianNoise } from './gaussian-noise.js';
import { globalAveragePooling2d } from './global-average-pooling2d.js';
import { layerNormalization } from './layer-normalization.js';
import { maxPooling2d } from './max-pooling2d.js';
import { multiply } from './multiply.js';
import { rescaling } from './rescaling.js';
import { reshape } from './reshape.js';
import { resizing } from './resizing.js';
import { spatialDropout2d } from './spatial-dropout2d.js';
import { upSampling2d } from './up-sampling2d.js';
import { zeroPadding2d } from './zero-padding2d.js';

const IMAGES = 'networks here are for images and feature rows; write dense, conv2d and their like';
const activationLine = (kind: string): string =>
  `write { kind: 'activation', activation: '${kind}' }, or activation: '${kind}' in the layer before`;

/** Layers that people expect and that are not here. */
const EXPECTED = {
  input: 'write inputShape beside layers: { inputShape: [28, 28, 1], layers: [...] }',
  'input-layer': 'write inputShape beside layers: { inputShape: [28, 28, 1], layers: [...] }',
  'separable-conv2d': "write { kind: 'depthwise-conv2d', ... } and { kind: 'conv2d', kernelSize: 1, ... } after it",
  'global-max-pooling2d': "write { kind: 'max-pooling2d', poolSize } as large as the image",
  conv1d: IMAGES,
  conv3d: IMAGES,
  lstm: IMAGES,
  gru: IMAGES,
  embedding: IMAGES,
  'multi-head-attention': IMAGES,
  attention: IMAGES,
  transformer: IMAGES,
  rnn: IMAGES,
  'conv2d-transpose': "write { kind: 'up-sampling2d' } and { kind: 'conv2d', ... } after it",
  // Of an activation that is a layer, too, the layer comes first.
  ...Object.fromEntries(activations.kinds.map((kind) => [kind, activationLine(kind)])),
};

/** Every kind of layer. */
export const layers: Catalogue<LayerDefinition> = catalogueOf(
  { family: 'layer', typeName: 'LayerSpec', description: 'A layer.', advice: EXPECTED },
  [
    dense,
    conv2d,
    depthwiseConv2d,
    maxPooling2d,
    averagePooling2d,
    globalAveragePooling2d,
    batchNormalization,
    layerNormalization,
    dropout,
    spatialDropout2d,
    gaussianNoise,
    activation,
    flatten,
    reshape,
    add,
    multiply,
    concatenate,
    zeroPadding2d,
    rescaling,
    cropping2d,
    centerCrop,
    resizing,
    upSampling2d,
  ],
);
