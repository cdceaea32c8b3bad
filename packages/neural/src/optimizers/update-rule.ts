/** The rules that the kernels know. Numbers that a rule does not use are 0. */
export interface UpdateRule {
  readonly kind: 'sgd' | 'adam' | 'rmsprop' | 'adagrad' | 'muon';
  /** Arrays as long as the parameters that the rule keeps between steps. */
  readonly moments: 0 | 1 | 2;
  /** What those arrays start from. */
  readonly momentStart: number;
  /** For kernels that are stepped as matrices; absent: none is. */
  readonly matrices?: { readonly adjustLearningRate: 'match-rms-adamw' | 'original'; readonly head: boolean };
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly epsilonPlacement: 'pytorch' | 'keras';
  readonly weightDecay: number;
  readonly decoupled: boolean;
  readonly decayAll: boolean;
  readonly clipNorm: number;
  readonly clipValue: number;
}

/**
 * What is added under the root of the mean (or sum) of squared gradients, and to the root. Adam in Keras adds epsilon to
 * the root before its bias is corrected, which is epsilon / sqrt(correction) afterwards.
 *
 * @param step - counts from 0
 */
export function epsilonsOf(
  { kind, beta2, epsilon, epsilonPlacement }: UpdateRule,
  step: number,
): { readonly inside: number; readonly epsilon: number } {
  if (epsilonPlacement === 'pytorch') return { inside: 0, epsilon };
  if (kind === 'adam') return { inside: 0, epsilon: epsilon / Math.sqrt(1 - beta2 ** (step + 1)) };
  return { inside: epsilon, epsilon: 0 };
}
