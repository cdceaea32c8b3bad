import type { SoftmaxParams } from '../specs.generated.js';
import type { Arithmetic, Formula } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const softmax: ActivationDefinition<SoftmaxParams> = defineActivation(
  { kind: 'softmax', description: 'exp(x) over the sum of exp(x) along the last axis.', fields: {} },
  {
    keras: { name: 'softmax' },
    keepsZero: false,
    readsLastAxis: true,
    formula: <Value>(m: Arithmetic<Value>, x: Value): Formula<Value> => {
      const y = m.softmax(x);
      return { y, gradient: (dy) => softmaxGradient(m, y, dy) };
    },
  },
);

/** The gradient in x, given the value y. */
const softmaxGradient = <Value>(m: Arithmetic<Value>, y: Value, dy: Value): Value =>
  m.multiply(y, m.subtract(dy, m.sumOfLastAxis(m.multiply(y, dy))));
