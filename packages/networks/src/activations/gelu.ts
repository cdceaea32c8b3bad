import type { GeluParams } from '../specs.generated.js';
import { elementwise } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

/** @see Hendrycks & Gimpel, Gaussian error linear units, 2016 */
export const gelu: ActivationDefinition<GeluParams> = defineActivation(
  { kind: 'gelu', description: 'x * Phi(x), with the distribution function Phi of the standard normal.', fields: {} },
  {
    keras: { name: 'gelu' },
    keepsZero: true,
    formula: (m, x) => {
      const phi = m.multiply(m.add(m.erf(m.multiply(x, Math.SQRT1_2)), 1), 0.5);
      return elementwise(m, m.multiply(x, phi), () => {
        const density = m.multiply(m.exp(m.multiply(m.multiply(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
        return m.add(phi, m.multiply(x, density));
      });
    },
  },
);
