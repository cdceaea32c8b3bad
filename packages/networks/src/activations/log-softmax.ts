import type { LogSoftmaxParams } from '../specs.generated.js';
import type { Arithmetic, Formula } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const logSoftmax: ActivationDefinition<LogSoftmaxParams> = defineActivation(
  { kind: 'log-softmax', description: 'The logarithm of softmax, along the last axis.', fields: {} },
  {
    keras: { name: 'log_softmax', isInTfLayers: false },
    keepsZero: false,
    readsLastAxis: true,
    formula: <Value>(m: Arithmetic<Value>, x: Value): Formula<Value> => {
      const y = m.logSoftmax(x);
      return { y, gradient: (dy) => logSoftmaxGradient(m, y, dy) };
    },
  },
);

/** The gradient in x, given the value y. */
const logSoftmaxGradient = <Value>(m: Arithmetic<Value>, y: Value, dy: Value): Value =>
  m.subtract(dy, m.multiply(m.exp(y), m.sumOfLastAxis(dy)));
