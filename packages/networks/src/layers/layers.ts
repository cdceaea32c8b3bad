import { type Catalogue, catalogueOf } from '@selvedge/component';
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
import { rescaling } from './rescaling.js';
import { reshape } from './reshape.js';
import { resizing } from './resizing.js';
import { spatialDropout2d } from './spatial-dropout2d.js';
import { upSampling2d } from './up-sampling2d.js';
import { zeroPadding2d } from './zero-padding2d.js';

/** Every kind of layer. */
export const layers: Catalogue<LayerDefinition> = catalogueOf(
  { family: 'layer', typeName: 'LayerSpec', description: 'A layer.' },
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
    concatenate,
    zeroPadding2d,
    rescaling,
    cropping2d,
    centerCrop,
    resizing,
    upSampling2d,
  ],
);
