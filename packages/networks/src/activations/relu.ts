import type { ReluParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const relu: ActivationDefinition<ReluParams> = defineActivation(
  { kind: 'relu', description: 'max(x, 0); the slope at 0 is 0.', fields: {} },
  {
    keras: { name: 'relu' },
    keepsZero: true,
    formula: (m, x) => {
      const y = m.relu(x);
      return elementwise(m, y, () => m.isPositive(y));
    },
  },
);
