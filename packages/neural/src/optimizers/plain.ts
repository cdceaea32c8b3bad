import { unreachable } from '@selvedge/data/checks';
import { orthogonalized } from './newton-schulz.js';
import type { Stretch } from './stretches.js';
import { epsilonsOf, type UpdateRule } from './update-rule.js';

/** The arrays that one update works on, all in the engine's order. */
export interface UpdateArrays {
  readonly parameters: Float32Array;
  /** Overwritten: penalties are added, clipping is applied. */
  readonly gradients: Float32Array;
  readonly moments: readonly Float32Array[];
}

/**
 * One step of the optimiser in plain TypeScript: the readable version that the WASM kernel is tested against.
 *
 * Order: penalties (l1 * sign w + 2 * l2 * w) and coupled weight decay (decay * w) are added to the gradient, which is
 * then clipped by value and by the norm over all stretches, and drives the rule.
 *
 * @param learningRate - already scheduled
 * @param step - counts the updates from 0; for Adam's bias correction
 * @returns the norm of all gradients before `clipNorm`; where it is not finite, nothing but `gradients` was changed
 * @see Kingma & Ba 2015 (Adam); Loshchilov & Hutter 2019 (AdamW); Sutskever et al. 2013 (Nesterov momentum)
 */
export function plainUpdate(
  { parameters, gradients, moments }: UpdateArrays,
  stretches: readonly Stretch[],
  rule: UpdateRule,
  learningRate: number,
  step: number,
): number {
  let squares = 0;
  for (const { start, end, l1, l2, weightDecay } of stretches) {
    const coupled = rule.decoupled ? 0 : weightDecay;
    for (let i = start; i < end; i++) {
      const w = parameters[i];
      let g = gradients[i] + (2 * l2 + coupled) * w + l1 * Math.sign(w);
      if (rule.clipValue > 0) g = Math.min(rule.clipValue, Math.max(-rule.clipValue, g));
      gradients[i] = g;
      squares += gradients[i] * gradients[i];
    }
  }
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm)) return norm;
  const shrink = rule.clipNorm > 0 && norm > rule.clipNorm ? rule.clipNorm / norm : 1;
  const correction1 = 1 - rule.beta1 ** (step + 1);
  const correction2 = 1 - rule.beta2 ** (step + 1);
  const { inside, epsilon } = epsilonsOf(rule, step);
  const [first, second] = moments;
  for (const { start, end, weightDecay, rateFactor, matrix } of stretches) {
    const rate = learningRate * rateFactor;
    const kept = rule.decoupled ? 1 - rate * weightDecay : 1;
    if (matrix) {
      // PyTorch decays by the learning rate as it is, and steps by the adjusted one.
      const directions = Float64Array.from(matrix.places, (i) => {
        const g = gradients[i] * shrink;
        first[i] = rule.momentum * first[i] + g;
        return rule.nesterov ? g + rule.momentum * first[i] : first[i];
      });
      for (const [at, value] of orthogonalized(directions, matrix.rows, matrix.columns).entries()) {
        const i = matrix.places[at];
        parameters[i] = kept * parameters[i] - rate * matrix.rateFactor * value;
      }
      continue;
    }
    for (let i = start; i < end; i++) {
      const g = gradients[i] * shrink;
      switch (rule.kind) {
        case 'sgd': {
          if (rule.moments === 0) {
            parameters[i] -= rate * g;
            break;
          }
          // PyTorch's form: the velocity holds gradients, not steps, so a change of the rate acts at once.
          first[i] = rule.momentum * first[i] + g;
          parameters[i] -= rate * (rule.nesterov ? g + rule.momentum * first[i] : first[i]);
          break;
        }
        case 'muon':
        case 'adam': {
          first[i] = rule.beta1 * first[i] + (1 - rule.beta1) * g;
          second[i] = rule.beta2 * second[i] + (1 - rule.beta2) * g * g;
          const direction = first[i] / correction1 / (Math.sqrt(second[i] / correction2) + epsilon);
          parameters[i] = kept * parameters[i] - rate * direction;
          break;
        }
        case 'rmsprop': {
          first[i] = rule.beta2 * first[i] + (1 - rule.beta2) * g * g;
          const direction = g / (Math.sqrt(first[i] + inside) + epsilon);
          if (rule.moments === 1) {
            parameters[i] -= rate * direction;
            break;
          }
          second[i] = rule.momentum * second[i] + direction;
          parameters[i] -= rate * second[i];
          break;
        }
        case 'adagrad':
          first[i] += g * g;
          parameters[i] -= (rate * g) / (Math.sqrt(first[i] + inside) + epsilon);
          break;
        default:
          unreachable(rule.kind);
      }
    }
  }
  return norm;
}
