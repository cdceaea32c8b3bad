import { z } from '@selvedge/component/zod';
import type { EluParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

/** @see Clevert, Unterthiner & Hochreiter, Fast and accurate deep network learning by exponential linear units, 2016 */
export const elu: ActivationDefinition<EluParams> = defineActivation(
  {
    kind: 'elu',
    description: 'x where it is above 0, else alpha * (exp(x) - 1).',
    fields: { alpha: z.number().min(0).default(1).describe('How far below 0 it goes.') },
  },
  {
    keras: {
      name: 'elu',
      layer: {
        className: 'ELU',
        configOf: ({ alpha }) => ({ alpha }),
        paramsOf: (config) => ({ alpha: (config['alpha'] ?? 1) as number }),
      },
    },
    keepsZero: true,
    examples: [{ kind: 'elu', alpha: 0.5 }],
    formula: (m, x, { alpha }) => {
      const y = m.elu(x, alpha);
      return elementwise(m, y, () => m.wherePositive(x, 1, m.add(y, alpha)));
    },
  },
);
