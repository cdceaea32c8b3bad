import type { LinearParams } from '../specs.generated.js';
import type { Arithmetic, Formula } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

export const linear: ActivationDefinition<LinearParams> = defineActivation(
  { kind: 'linear', description: 'The number itself.', knownAs: ['identity', 'none'], fields: {} },
  {
    keras: { name: 'linear' },
    keepsZero: true,
    formula: <Value>(_: Arithmetic<Value>, x: Value): Formula<Value> => ({ y: x, gradient: (dy) => dy }),
  },
);
