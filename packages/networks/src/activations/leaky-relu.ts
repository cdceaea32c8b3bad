import { z } from '@selvedge/component/zod';
import type { LeakyReluParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const leakyRelu: ActivationDefinition<LeakyReluParams> = defineActivation(
  {
    kind: 'leaky-relu',
    description: "x where it is above 0, else alpha * x: Keras's LeakyReLU.",
    fields: { alpha: z.number().min(0).default(0.3).describe('The slope below 0.') },
  },
  {
    keras: {
      ambiguousName: 'leaky_relu',
      layer: {
        className: 'LeakyReLU',
        configOf: ({ alpha }) => ({ alpha }),
        paramsOf: (config) => ({ alpha: (config['alpha'] ?? config['negative_slope'] ?? 0.3) as number }),
      },
    },
    keepsZero: true,
    examples: [{ kind: 'leaky-relu', alpha: 0.05 }],
    formula: (m, x, { alpha }) => elementwise(m, m.leakyRelu(x, alpha), () => m.wherePositive(x, 1, alpha)),
  },
);
