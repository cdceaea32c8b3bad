import type { SiluParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const silu: ActivationDefinition<SiluParams> = defineActivation(
  { kind: 'silu', description: 'x * sigmoid(x), also called swish.', formerKind: 'swish', fields: {} },
  {
    // tf.layers and Keras 2 know it by this name alone; Keras 3 reads both.
    keras: { name: 'swish', aliases: ['silu'] },
    keepsZero: true,
    formula: (m, x) => {
      const s = m.sigmoid(x);
      const y = m.multiply(x, s);
      return elementwise(m, y, () => m.add(s, m.multiply(y, m.subtract(1, s))));
    },
  },
);
