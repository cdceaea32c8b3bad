import type { SwishParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const swish: ActivationDefinition<SwishParams> = defineActivation(
  { kind: 'swish', description: 'x * sigmoid(x).', fields: {} },
  {
    keras: { name: 'swish', aliases: ['silu'] },
    keepsZero: true,
    formula: (m, x) => {
      const s = m.sigmoid(x);
      const y = m.multiply(x, s);
      return elementwise(m, y, () => m.add(s, m.multiply(y, m.subtract(1, s))));
    },
  },
);
