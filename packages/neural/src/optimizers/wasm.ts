import { instantiateKernels, MemoryPlan } from '@selvedge/compute/kernels';
import { unreachable } from '@selvedge/data/checks';
import type { Optimizer } from './optimizer.js';
import { optimizerWasm } from './optimizer.wasm.js';
import { createOrthogonalizer, type Orthogonalize } from './orthogonalizer.js';
import type { Stretch } from './stretches.js';
import { epsilonsOf, type UpdateRule } from './update-rule.js';

/** What assembly/optimizer.ts exports. Arrays are addresses. */
interface Exports {
  prepare(p: number, g: number, count: number, l1: number, slope: number, clipValue: number): number;
  sgd(p: number, g: number, count: number, rate: number): void;
  momentum(
    p: number,
    g: number,
    m: number,
    count: number,
    rate: number,
    shrink: number,
    beta: number,
    nesterov: number,
  ): void;
  adam(...values: number[]): void;
  direction(g: number, m: number, count: number, shrink: number, beta: number, nesterov: number): void;
  decayedStep(p: number, g: number, count: number, rate: number, kept: number): void;
  rmsprop(...values: number[]): void;
  adagrad(...values: number[]): void;
}

/**
 * The rule as WebAssembly SIMD, with parameters, gradients and moments in memory that engines can read and write.
 *
 * Does what `plainUpdate` does, in float32. Numbers that come near the denormal ones become 0.
 */
export function createWasmOptimizer(rule: UpdateRule, length: number): Optimizer {
  const kernels = instantiateKernels<Exports>(optimizerWasm);
  const plan = new MemoryPlan(kernels);
  const places = Array.from({ length: 2 + rule.moments }, () => plan.place(length * 4));
  plan.apply();
  const arrays = places.map((place) => new Float32Array(kernels.memory.buffer, place, length));
  const [parameters, gradients, ...moments] = arrays;
  for (const moment of moments) moment.fill(rule.momentStart);
  let orthogonalize: Orthogonalize | undefined;
  return {
    parameters,
    gradients,
    moments,
    update: (stretches, learningRate, step) => {
      orthogonalize ??= createOrthogonalizer(stretches.flatMap(({ matrix }) => matrix ?? []));
      return update(kernels.exports, { places, gradients, orthogonalize }, stretches, rule, learningRate, step);
    },
  };
}

/** First moments that decay as slowly as this need not be looked at for denormal numbers at every step. */
const SLOW_DECAY = 0.8;
const FLUSH_STEPS = 64;

interface Run {
  /** Addresses of parameters, gradients and moments. */
  readonly places: readonly number[];
  readonly gradients: Float32Array;
  readonly orthogonalize: Orthogonalize;
}

function update(
  kernels: Exports,
  { places: [p, g, first, second], gradients, orthogonalize }: Run,
  stretches: readonly Stretch[],
  rule: UpdateRule,
  learningRate: number,
  step: number,
): number {
  let squares = 0;
  for (const { start, end, l1, l2, weightDecay } of stretches) {
    const slope = 2 * l2 + (rule.decoupled ? 0 : weightDecay);
    squares += kernels.prepare(p + start * 4, g + start * 4, end - start, l1, slope, rule.clipValue);
  }
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm)) return norm;
  const shrink = rule.clipNorm > 0 && norm > rule.clipNorm ? rule.clipNorm / norm : 1;
  const { beta1, beta2 } = rule;
  const { inside, epsilon } = epsilonsOf(rule, step);
  const correction1 = 1 - beta1 ** (step + 1);
  const rootCorrection2 = Math.sqrt(1 - beta2 ** (step + 1));
  for (const { start, end, weightDecay, rateFactor, matrix } of stretches) {
    const rate = learningRate * rateFactor;
    const kept = rule.decoupled ? 1 - rate * weightDecay : 1;
    const count = end - start;
    const at = start * 4;
    if (matrix) {
      kernels.direction(g + at, first + at, count, shrink, rule.momentum, rule.nesterov ? 1 : 0);
      orthogonalize(gradients, matrix);
      kernels.decayedStep(p + at, g + at, count, rate * matrix.rateFactor, kept);
      continue;
    }
    switch (rule.kind) {
      case 'sgd':
        if (rule.moments === 0) kernels.sgd(p + at, g + at, count, rate * shrink);
        else kernels.momentum(p + at, g + at, first + at, count, rate, shrink, rule.momentum, rule.nesterov ? 1 : 0);
        break;
      case 'muon':
      case 'adam': {
        kernels.adam(
          p + at,
          g + at,
          first + at,
          second + at,
          count,
          (rate * rootCorrection2) / correction1,
          shrink,
          kept,
          beta1,
          beta2,
          1 - beta1,
          1 - beta2,
          epsilon * rootCorrection2,
          beta1 < SLOW_DECAY || step % FLUSH_STEPS === 0 ? 1 : 0,
        );
        break;
      }
      case 'rmsprop': {
        const velocity = rule.moments === 2 ? second + at : 0;
        kernels.rmsprop(
          p + at,
          g + at,
          first + at,
          velocity,
          count,
          rate,
          shrink,
          beta2,
          1 - beta2,
          rule.momentum,
          inside,
          epsilon,
        );
        break;
      }
      case 'adagrad':
        kernels.adagrad(p + at, g + at, first + at, count, rate, shrink, inside, epsilon);
        break;
      default:
        unreachable(rule.kind);
    }
  }
  return norm;
}
