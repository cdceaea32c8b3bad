import { type Catalogue, catalogueOf } from '@selvedge/component';
import type { OptimizerSpec } from '../specs.generated.js';
import { adagrad } from './adagrad.js';
import { adam, adamw } from './adam.js';
import type { OptimizerDefinition } from './definition.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';
import type { UpdateRule } from './update-rule.js';

/** Every optimizer; names and defaults are Keras's, the formulas PyTorch's where a field does not say otherwise. */
export const optimizers: Catalogue<OptimizerDefinition> = catalogueOf(
  { family: 'optimizer', typeName: 'OptimizerSpec', description: 'Turns gradients into steps.' },
  [sgd, adam, adamw, rmsprop, adagrad],
);

/**
 * The rule of a specification, with its defaults.
 *
 * @throws SelvedgeError `invalid-argument` naming the parameter
 */
export function updateRule(spec: OptimizerSpec): UpdateRule {
  const params = optimizers.checked(spec);
  return optimizers.definitionOf(params.kind).rule(params);
}
