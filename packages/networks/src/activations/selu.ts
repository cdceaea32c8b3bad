import type { SeluParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

/** The two numbers that keep mean 0 and variance 1 from layer to layer, of equation 14. */
const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

/** @see Klambauer, Unterthiner, Mayr & Hochreiter, Self-normalizing neural networks, NIPS 2017 */
export const selu: ActivationDefinition<SeluParams> = defineActivation(
  {
    kind: 'selu',
    description: '1.0507 * x where it is above 0, else 1.7581 * (exp(x) - 1); start with lecun-normal.',
    fields: {},
  },
  {
    keras: { name: 'selu' },
    keepsZero: true,
    formula: (m, x) => {
      const y = m.multiply(m.elu(x, ALPHA), SCALE);
      return elementwise(m, y, () => m.wherePositive(x, SCALE, m.add(y, SCALE * ALPHA)));
    },
  },
);
