import type { HardSwishParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

/** @see Howard et al., Searching for MobileNetV3, ICCV 2019 */
export const hardSwish: ActivationDefinition<HardSwishParams> = defineActivation(
  { kind: 'hard-swish', description: "x * min(max(x / 6 + 0.5, 0), 1): Keras's hard_silu.", fields: {} },
  {
    keras: { name: 'hard_silu', aliases: ['hard_swish'], isInTfLayers: false },
    keepsZero: true,
    formula: (m, x) => {
      const share = m.hardSigmoid(x, 1 / 6, 0.5);
      return elementwise(m, m.multiply(x, share), () => {
        const isBetween = m.multiply(m.isPositive(share), m.isPositive(m.subtract(1, share)));
        return m.add(share, m.multiply(m.multiply(x, isBetween), 1 / 6));
      });
    },
  },
);
