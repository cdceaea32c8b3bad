import { z } from '@selvedge/component/zod';
import type { GeluParams } from '../specs.generated.js';
import { type Arithmetic, elementwise, type Formula } from './arithmetic.js';
import { type ActivationDefinition, defineActivation } from './definition.js';

/** @see Hendrycks & Gimpel, Gaussian error linear units, 2016 */
export const gelu: ActivationDefinition<GeluParams> = defineActivation<GeluParams>(
  {
    kind: 'gelu',
    description: 'x * Phi(x), with the distribution function Phi of the standard normal.',
    fields: {
      approximate: z
        .boolean()
        .default(false)
        .describe('Computes Phi(x) as (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2.'),
    },
  },
  {
    keras: { name: 'gelu', keywordsOf: ({ approximate }) => ({ approximate }) },
    keepsZero: true,
    examples: [{ kind: 'gelu', approximate: true }],
    formula: (m, x, { approximate }) => (approximate ? approximated(m, x) : exact(m, x)),
  },
);

function exact<Value>(m: Arithmetic<Value>, x: Value): Formula<Value> {
  const phi = m.multiply(m.add(m.erf(m.multiply(x, Math.SQRT1_2)), 1), 0.5);
  return elementwise(m, m.multiply(x, phi), () => {
    const density = m.multiply(m.exp(m.multiply(m.multiply(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return m.add(phi, m.multiply(x, density));
  });
}

function approximated<Value>(m: Arithmetic<Value>, x: Value): Formula<Value> {
  const squares = m.multiply(x, x);
  const t = m.tanh(m.multiply(m.multiply(x, m.add(m.multiply(squares, CUBIC), 1)), SLOPE));
  const phi = m.multiply(m.add(t, 1), 0.5);
  return elementwise(m, m.multiply(x, phi), () => {
    const inner = m.multiply(m.add(m.multiply(squares, 3 * CUBIC), 1), SLOPE / 2);
    const slopeOfPhi = m.multiply(m.subtract(1, m.multiply(t, t)), inner);
    return m.add(phi, m.multiply(x, slopeOfPhi));
  });
}

const CUBIC = 0.044715;
const SLOPE = Math.sqrt(2 / Math.PI);
