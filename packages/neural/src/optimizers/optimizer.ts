import { plainUpdate } from './plain.js';
import type { Stretch } from './stretches.js';
import type { UpdateRule } from './update-rule.js';

/** The arrays of one training run and the rule that changes them. */
export interface Optimizer {
  readonly parameters: Float32Array;
  readonly gradients: Float32Array;
  /** What the rule keeps between steps; as many as it needs, as long as the parameters. */
  readonly moments: readonly Float32Array[];
  /**
   * One step, see `plainUpdate`. Where the norm of the gradients is not finite, the parameters stay as they are.
   *
   * @returns the norm of all gradients before `clipNorm`
   */
  update(stretches: readonly Stretch[], learningRate: number, step: number): number;
}

/** The readable version, on ordinary arrays. */
export function createPlainOptimizer(rule: UpdateRule, length: number): Optimizer {
  const parameters = new Float32Array(length);
  const gradients = new Float32Array(length);
  const moments = Array.from({ length: rule.moments }, () => new Float32Array(length).fill(rule.momentStart));
  return {
    parameters,
    gradients,
    moments,
    update: (stretches, learningRate, step) =>
      plainUpdate({ parameters, gradients, moments }, stretches, rule, learningRate, step),
  };
}
