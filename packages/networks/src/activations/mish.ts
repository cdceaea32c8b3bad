import type { MishParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

/** @see Misra, Mish: a self regularized non-monotonic activation function, BMVC 2020 */
export const mish: ActivationDefinition<MishParams> = defineActivation(
  { kind: 'mish', description: 'x * tanh(softplus(x)).', fields: {} },
  {
    keras: { name: 'mish' },
    keepsZero: true,
    formula: (m, x) => {
      const t = m.tanh(m.softplus(x));
      return elementwise(m, m.multiply(x, t), () => {
        const slopeOfT = m.multiply(m.subtract(1, m.multiply(t, t)), m.sigmoid(x));
        return m.add(t, m.multiply(x, slopeOfT));
      });
    },
  },
);
