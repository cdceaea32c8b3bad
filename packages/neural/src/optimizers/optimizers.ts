import { catalogueOf } from '@selvedge/component';
import type { Catalogue } from '@selvedge/component/catalogues';
import type { OptimizerSpec } from '../specs.generated.js';
import { adagrad } from './adagrad.js';
import { adam, adamw } from './adam.js';
import type { OptimizerDefinition } from './definition.js';
import { muon } from './muon.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';
import type { UpdateRule } from './update-rule.js';

const ADAM = "write { kind: 'adam' }, or { kind: 'adamw' }";

/** Optimizers that people expect and that are not here. */
const EXPECTED = {
  nadam: ADAM,
  adamax: ADAM,
  adadelta: ADAM,
  ftrl: ADAM,
  lion: ADAM,
  lamb: ADAM,
  radam: ADAM,
  amsgrad: ADAM,
  lbfgs: 'batches are too noisy for it; write adam',
  momentum: "write { kind: 'sgd', momentum: 0.9 }",
  nesterov: "write { kind: 'sgd', momentum: 0.9, nesterov: true }",
};

/** Every optimizer; names and defaults are Keras's, the formulas PyTorch's where a field does not say otherwise. */
export const optimizers: Catalogue<OptimizerDefinition> = catalogueOf(
  { family: 'optimizer', typeName: 'OptimizerSpec', description: 'Turns gradients into steps.', advice: EXPECTED },
  [sgd, adam, adamw, rmsprop, adagrad, muon],
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
