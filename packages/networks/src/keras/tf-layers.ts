import { SelvedgeError } from '@selvedge/data';
import { activations } from '../activations/activations.js';
import { activationOf, functionOf } from '../declaration/layer-rules.js';
import type { LayerSpec } from '../declaration/layer-spec.js';
import type { Network } from '../declaration/network.js';
import type { ActivationFunctionParams } from '../specs.generated.js';

/** Who will read a topology: Keras 3 in Python, or tf.layers of TensorFlow.js. */
export type KerasReader = 'keras' | 'tf.layers';

/**
 * Checks that tf.layers 4.22 computes what the network says.
 *
 * @throws SelvedgeError `unsupported` naming the layer and what tf.layers lacks
 */
export function checkTfLayers({ layers }: Network): void {
  for (const { name, spec } of layers) {
    const lacking = lackingFor(spec);
    if (lacking === undefined) continue;
    throw new SelvedgeError(
      'unsupported',
      `layer '${name}' (${spec.kind}): tf.layers has no ${lacking}; write a .keras file, or use another layer.`,
    );
  }
}

function lackingFor(spec: LayerSpec): string | undefined {
  switch (spec.kind) {
    case 'spatial-dropout2d':
      return 'SpatialDropout2D';
    case 'center-crop':
      return 'CenterCrop of this rule';
    case 'resizing':
      return 'Resizing of this rule';
    case 'up-sampling2d':
      return (spec.interpolation ?? 'nearest') === 'nearest' ? undefined : 'bilinear UpSampling2D of this rule';
    case 'conv2d':
      return (spec.groups ?? 1) === 1 ? lackingActivation(activationOf(spec.activation ?? 'linear')) : 'groups';
    case 'dense':
    case 'depthwise-conv2d':
      return lackingActivation(activationOf(spec.activation ?? 'linear'));
    case 'activation':
      return lackingActivation(functionOf(spec));
    default:
      return undefined;
  }
}

function lackingActivation(params: ActivationFunctionParams): string | undefined {
  if (activations.definitionOf(params.kind).keras.isInTfLayers === false) return `activation '${params.kind}'`;
  return params.kind === 'elu' && params.alpha !== 1 ? `alpha of ${params.alpha} for 'elu'` : undefined;
}
