import type { SigmoidParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const sigmoid: ActivationDefinition<SigmoidParams> = defineActivation(
  { kind: 'sigmoid', description: '1 / (1 + exp(-x)).', fields: {} },
  {
    keras: { name: 'sigmoid' },
    keepsZero: false,
    formula: (m, x) => {
      const y = m.sigmoid(x);
      return elementwise(m, y, () => m.multiply(y, m.subtract(1, y)));
    },
  },
);
