/** The rules that the kernels know. Every field holds a number; those that a rule does not use are 0. */
export interface UpdateRule {
  readonly kind: 'sgd' | 'adam' | 'rmsprop' | 'adagrad';
  /** Arrays as long as the parameters that the rule keeps between steps. */
  readonly moments: 0 | 1 | 2;
  /** What those arrays start from. */
  readonly momentStart: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly decoupled: boolean;
  readonly decayAll: boolean;
  readonly clipNorm: number;
  readonly clipValue: number;
}
