import { shorthandCatalogue } from '@selvedge/component/catalogues';
import type { ShorthandCatalogue } from '@selvedge/component/types';
import type { ActivationDefinition } from './definition.js';
import { elu } from './elu.js';
import { exponential } from './exponential.js';
import { gelu } from './gelu.js';
import { hardSwish } from './hard-swish.js';
import { leakyRelu } from './leaky-relu.js';
import { linear } from './linear.js';
import { logSoftmax } from './log-softmax.js';
import { mish } from './mish.js';
import { relu } from './relu.js';
import { relu6 } from './relu6.js';
import { selu } from './selu.js';
import { sigmoid } from './sigmoid.js';
import { silu } from './silu.js';
import { softmax } from './softmax.js';
import { softplus } from './softplus.js';
import { tanh } from './tanh.js';

/** Every function that a layer's output can go through. */
export const activations: ShorthandCatalogue<ActivationDefinition> = shorthandCatalogue(
  {
    family: 'activation',
    typeName: 'ActivationFunctionSpec',
    description: 'A function of every number of an output (softmax and log-softmax: of its last axis).',
  },
  [
    linear,
    relu,
    leakyRelu,
    elu,
    gelu,
    tanh,
    sigmoid,
    softmax,
    logSoftmax,
    silu,
    mish,
    softplus,
    hardSwish,
    relu6,
    selu,
    exponential,
  ],
);
