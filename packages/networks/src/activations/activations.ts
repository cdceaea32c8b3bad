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

const GATED = "it halves the channels, which no layer here does; write 'silu' or 'gelu'";

/** Activations that people expect and that are not here. */
const EXPECTED = {
  prelu: "its slopes are trained, which no activation here does; write 'leaky-relu'",
  rrelu: "its slopes are random, which no activation here does; write 'leaky-relu'",
  celu: "write 'elu', which it is for alpha 1",
  'hard-sigmoid': "write 'sigmoid'",
  'log-sigmoid': "write 'softplus', which is minus the log of sigmoid(-x)",
  softsign: "write 'tanh', which has the same bounds",
  'hard-tanh': "write 'tanh'",
  'tanh-shrink': "write 'tanh'",
  'quick-gelu': "write { kind: 'gelu', approximate: true }",
  'gelu-new': "write { kind: 'gelu', approximate: true }",
  'gelu-tanh': "write { kind: 'gelu', approximate: true }",
  'gelu-approximate': "write { kind: 'gelu', approximate: true }",
  glu: GATED,
  'swi-glu': GATED,
  'ge-glu': GATED,
  'hard-max': "it has no gradient; write 'softmax'",
  step: "it has no gradient; write 'sigmoid'",
};

/** Every function that a layer's output can go through. */
export const activations: ShorthandCatalogue<ActivationDefinition> = shorthandCatalogue(
  {
    family: 'activation',
    typeName: 'ActivationFunctionSpec',
    description: 'A function of every number of an output (softmax and log-softmax: of its last axis).',
    advice: EXPECTED,
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
