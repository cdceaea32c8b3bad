import type { LayerSpec } from '../declaration/layer-spec.js';
import { type Config, unsupported } from './keras-json.js';
import { specOf, strictSpec } from './layer-of-keras.js';

/** A layer of ours that is all of one of Keras's, or a part of it. */
export interface LayerPart {
  readonly spec: LayerSpec;
  /** What its name ends in; nothing for the last part, whose output is the layer's. */
  readonly suffix: string;
  /** Its first of the layer's tensors, and the one behind its last; all without it. */
  readonly tensors?: readonly [number, number];
  /** What Keras names its kernel, where that is not `kernel` or `depthwise_kernel`. */
  readonly kernelName?: string;
}

/**
 * The layers that compute what one of Keras's does, each reading the one before.
 *
 * @throws SelvedgeError `unsupported` naming the layer, the argument and its value
 */
export function partsOf(className: string, given: Config): readonly LayerPart[] {
  switch (className) {
    case 'SeparableConv2D':
      return separable(given);
    case 'GlobalAveragePooling2D':
      return pooled(given);
    default:
      return [{ spec: specOf(className, given), suffix: '' }];
  }
}

/** A depthwise convolution without a bias, and one of 1 by 1 that has the bias and the activation. */
function separable(given: Config): readonly LayerPart[] {
  const label = `layer '${String(given['name'] ?? '')}' (SeparableConv2D)`;
  // Keras 2 lists these, too, and does not use them.
  const { kernel_initializer: _, kernel_regularizer: __, kernel_constraint: ___, groups = 1, ...config } = given;
  if (groups !== 1) throw unsupported(label, `its groups are ${JSON.stringify(groups)}, where 1 can be read`);
  const {
    filters,
    activation,
    use_bias,
    bias_initializer,
    bias_regularizer,
    bias_constraint,
    pointwise_initializer,
    pointwise_regularizer,
    pointwise_constraint,
    ...ofDepthwise
  } = config;
  return [
    {
      spec: strictSpec('DepthwiseConv2D', { ...ofDepthwise, use_bias: false }, label),
      suffix: '_depthwise',
      tensors: [0, 1],
    },
    {
      spec: strictSpec(
        'Conv2D',
        {
          filters,
          kernel_size: [1, 1],
          activation,
          use_bias,
          bias_initializer,
          bias_regularizer,
          bias_constraint,
          kernel_initializer: pointwise_initializer,
          kernel_regularizer: pointwise_regularizer,
          pointwise_constraint,
        },
        label,
      ),
      suffix: '',
      tensors: [1, Number.POSITIVE_INFINITY],
      kernelName: 'pointwise_kernel',
    },
  ];
}

function pooled({ keepdims, ...given }: Config): readonly LayerPart[] {
  const spec = specOf('GlobalAveragePooling2D', given);
  if (keepdims !== true) return [{ spec, suffix: '' }];
  return [
    { spec, suffix: '_mean' },
    { spec: { kind: 'reshape', targetShape: [1, 1, -1] }, suffix: '' },
  ];
}
