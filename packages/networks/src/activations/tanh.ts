import type { TanhParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const tanh: ActivationDefinition<TanhParams> = defineActivation(
  { kind: 'tanh', description: 'The hyperbolic tangent.', fields: {} },
  {
    keras: { name: 'tanh' },
    keepsZero: true,
    formula: (m, x) => {
      const y = m.tanh(x);
      return elementwise(m, y, () => m.subtract(1, m.multiply(y, y)));
    },
  },
);
