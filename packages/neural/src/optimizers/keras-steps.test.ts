import type { OptimizerSpec } from '../specs.generated.js';
import reference from './keras-steps.reference.json' with { type: 'json' };
import { createPlainOptimizer } from './optimizer.js';
import { updateRule } from './optimizers.js';
import { createWasmOptimizer } from './wasm.js';

const stretches = [{ start: 0, end: 4, l1: 0, l2: 0, weightDecay: 0, rateFactor: 1 }];
const RULES: readonly (OptimizerSpec & { readonly kind: keyof typeof reference.after })[] = [
  { kind: 'rmsprop', epsilonPlacement: 'keras' },
  { kind: 'adam', epsilonPlacement: 'keras' },
  { kind: 'adagrad', initialAccumulator: 0, epsilonPlacement: 'keras' },
];

describe.each([createPlainOptimizer, createWasmOptimizer])('%p with epsilonPlacement keras', (create) => {
  test.each(RULES)("$kind: three steps on small gradients are Keras's", (spec) => {
    const optimizer = create(updateRule(spec), 4);
    optimizer.parameters.fill(1);
    for (const [step, gradient] of reference.gradients.entries()) {
      optimizer.gradients.set(gradient);
      optimizer.update(stretches, 0.01, step);
    }
    for (const [i, value] of reference.after[spec.kind].entries())
      expect(optimizer.parameters[i]).toBeCloseTo(value, 6);
  });
});
