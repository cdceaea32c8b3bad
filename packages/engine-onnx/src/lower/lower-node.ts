import { unreachable } from '@selvedge/data/checks';
import type { NetworkNode } from '@selvedge/networks/types';
import { lowerBlockedBatchNormalization } from '../blocked/batch-normalization.js';
import { lowerBlockedConv2d } from '../blocked/conv2d.js';
import { lowerOverlappingMaxPooling } from '../blocked/overlapping-pooling.js';
import { lowerBlockedGlobalAveragePooling, lowerPairedMaxPooling } from '../blocked/pooling.js';
import type { Activation } from '../graph/layout.js';
import { lowerActivation } from './activation.js';
import { lowerConv2d } from './conv2d.js';
import { lowerDense } from './dense.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';
import { lowerDropout, lowerGaussianNoise } from './noise.js';
import { lowerBatchNormalization, lowerLayerNormalization } from './normalization.js';
import { lowerAveragePooling, lowerGlobalAveragePooling, lowerMaxPooling } from './pooling.js';
import {
  lowerAdd,
  lowerAxisMaps,
  lowerConcatenate,
  lowerMultiply,
  lowerRescaling,
  lowerReshape,
  lowerZeroPadding,
} from './structure.js';

/** Adds one node's forward pass to the graph. */
export function lowerNode(context: Lowering, node: NetworkNode, inputs: readonly Activation[]): Lowered {
  const { kind } = node.operation;
  const { blocked } = context;
  const way = blocked?.convolutions.get(node.index);
  const relu = blocked?.endInRelu.has(node.index) ?? false;
  const pooledRelu = blocked?.pooledRelus.has(node.inputs[0]) ?? false;
  const inBlocks = inputs[0]?.layout === 'blocked';
  switch (kind) {
    case 'input':
      throw new Error('internal: the input is not lowered');
    case 'dense':
      return lowerDense(context, node as NodeOf<typeof kind>, inputs);
    case 'conv2d':
      return way === undefined
        ? lowerConv2d(context, node as NodeOf<typeof kind>, inputs)
        : lowerBlockedConv2d(context, node as NodeOf<typeof kind>, inputs, way, relu);
    case 'max-pooling2d':
      switch (blocked?.poolings.get(node.index)) {
        case 'paired':
          return lowerPairedMaxPooling(context, node as NodeOf<typeof kind>, inputs, pooledRelu);
        case 'overlapping':
          return lowerOverlappingMaxPooling(context, node as NodeOf<typeof kind>, inputs, pooledRelu);
        default:
          return lowerMaxPooling(context, node as NodeOf<typeof kind>, inputs);
      }
    case 'average-pooling2d':
      return lowerAveragePooling(context, node as NodeOf<typeof kind>, inputs);
    case 'global-average-pooling2d':
      return inBlocks
        ? lowerBlockedGlobalAveragePooling(context, node, inputs)
        : lowerGlobalAveragePooling(context, node, inputs);
    case 'batch-normalization':
      return inBlocks
        ? lowerBlockedBatchNormalization(context, node as NodeOf<typeof kind>, inputs, relu)
        : lowerBatchNormalization(context, node as NodeOf<typeof kind>, inputs);
    case 'layer-normalization':
      return lowerLayerNormalization(context, node as NodeOf<typeof kind>, inputs);
    case 'dropout':
    case 'spatial-dropout2d':
      return lowerDropout(context, node, inputs);
    case 'gaussian-noise':
      return lowerGaussianNoise(context, node, inputs);
    case 'activation':
      return lowerActivation(context, node as NodeOf<typeof kind>, inputs);
    case 'reshape':
      return lowerReshape(context, node, inputs);
    case 'add':
      return lowerAdd(context, node, inputs);
    case 'multiply':
      return lowerMultiply(context, node, inputs);
    case 'concatenate':
      return lowerConcatenate(context, node, inputs);
    case 'zero-padding2d':
      return lowerZeroPadding(context, node as NodeOf<typeof kind>, inputs);
    case 'axis-maps':
      return lowerAxisMaps(context, node as NodeOf<typeof kind>, inputs);
    case 'rescaling':
      return lowerRescaling(context, node as NodeOf<typeof kind>, inputs);
    default:
      return unreachable(kind);
  }
}
