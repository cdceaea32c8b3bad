import type { ParameterLayout } from '@selvedge/networks/engine';
import type { Network, ParameterSlot } from '@selvedge/networks/types';
import { type KernelMatrix, matricesOf } from './matrices.js';
import type { UpdateRule } from './update-rule.js';

/** A stretch of the flat arrays that is updated with the same numbers. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly l1: number;
  readonly l2: number;
  readonly weightDecay: number;
  /** The learning rate is multiplied with it. */
  readonly rateFactor: number;
  /** Of a kernel that is stepped as a matrix: its stretch holds nothing else. */
  readonly matrix?: KernelMatrix;
}

/**
 * Which stretches of an engine's arrays are learned, and with which penalties. Frozen slots have none; neighbours with
 * equal numbers become one.
 */
export function stretchesOf(
  network: Network,
  layout: ParameterLayout,
  rule: UpdateRule,
  rateFactor: (slot: ParameterSlot) => number = () => 1,
): Stretch[] {
  const stretches: Stretch[] = [];
  const matrices = matricesOf(network, layout, rule);
  for (const [at, slot] of network.parameters.entries()) {
    if (!slot.trainable) continue;
    const { start, end } = layout.ranges[at];
    const weightDecay = slot.role === 'kernel' || rule.decayAll ? rule.weightDecay : 0;
    const matrix = matrices.get(slot.name);
    const factor = rateFactor(slot);
    const next = { start, end, l1: slot.l1, l2: slot.l2, weightDecay, rateFactor: factor, ...(matrix && { matrix }) };
    const last = stretches.at(-1);
    if (last !== undefined && last.end === start && sameNumbers(last, next)) {
      stretches[stretches.length - 1] = { ...last, end };
    } else {
      stretches.push(next);
    }
  }
  return stretches;
}

const sameNumbers = (a: Stretch, b: Stretch): boolean =>
  a.matrix === undefined &&
  b.matrix === undefined &&
  a.l1 === b.l1 &&
  a.l2 === b.l2 &&
  a.weightDecay === b.weightDecay &&
  a.rateFactor === b.rateFactor;
