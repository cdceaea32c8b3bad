import type { ExponentialParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const exponential: ActivationDefinition<ExponentialParams> = defineActivation(
  { kind: 'exponential', description: 'exp(x).', knownAs: ['exp'], fields: {} },
  {
    keras: { name: 'exponential', isInTfLayers: false },
    keepsZero: false,
    formula: (m, x) => {
      const y = m.exp(x);
      return elementwise(m, y, () => y);
    },
  },
);
