import type { Relu6Params } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

/** @see Howard et al., MobileNets: efficient convolutional neural networks for mobile vision applications, 2017 */
export const relu6: ActivationDefinition<Relu6Params> = defineActivation(
  { kind: 'relu6', description: 'min(max(x, 0), 6); the slope at 0 and at 6 is 0.', fields: {} },
  {
    keras: { name: 'relu6' },
    keepsZero: true,
    formula: (m, x) => {
      const share = m.hardSigmoid(x, 1 / 6, 0);
      return elementwise(m, m.multiply(share, 6), () =>
        m.multiply(m.isPositive(share), m.isPositive(m.subtract(1, share))),
      );
    },
  },
);
