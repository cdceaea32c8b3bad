import type { SoftplusParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const softplus: ActivationDefinition<SoftplusParams> = defineActivation(
  { kind: 'softplus', description: 'log(1 + exp(x)): a smooth relu.', fields: {} },
  {
    keras: { name: 'softplus' },
    keepsZero: false,
    formula: (m, x) => elementwise(m, m.softplus(x), () => m.sigmoid(x)),
  },
);
