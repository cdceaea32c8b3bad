// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { NodeOf } from '../lower/node-of.js';

export type PoolNode = NodeOf<'max-pooling2d'>;

/** Pooling along one axis. */
export interface Pass {
  /** 0: rows, 1: columns. */
  readonly axis: 0 | 1;
  readonly size: number;
  readonly stride: number;
  readonly pads: readonly [number, number];
  /** Numbers along the axis before and after. */
  readonly length: number;
  readonly outputs: number;
}

export function passOf({ operation, inputShapes, outputShape }: PoolNode, axis: 0 | 1): Pass {
  const { poolSize, strides, pads } = operation;
  return {
    axis,
    size: poolSize[axis],
    stride: strides[axis],
    pads: [pads[2 * axis], pads[2 * axis + 1]],
    length: inputShapes[0][axis],
    outputs: outputShape[axis],
  };
}

/** True if the backward pass needs no negative padding. */
export function canPassBack(node: PoolNode): boolean {
  return ([0, 1] as const).every((axis) => {
    const pass = passOf(node, axis);
    return (
      pass.stride <= pass.size &&
      residues(pass).every(({ before, after, count }) => count === 0 || (before >= 0 && after >= 0))
    );
  });
}

/**
 * Places of the input whose distance from the first window's start is `residue` modulo the stride: the windows' places
 * `taps` fall on them, each one place after the other.
 */
export interface Residue {
  readonly taps: readonly number[];
  /** Zeros around the gradients of a tap, so that the taps together cover these places of the input. */
  readonly before: number;
  readonly after: number;
  /** Index of the first window that covers these places. */
  readonly first: number;
  /** Number of these places; 0 where all of them are padding. */
  readonly count: number;
}

export function residues({ size, stride, pads: [start], length, outputs }: Pass): Residue[] {
  return Array.from({ length: stride }, (_, residue) => {
    const taps: number[] = [];
    for (let tap = residue; tap < size; tap += stride) taps.push(tap);
    const first = Math.max(0, Math.ceil((start - residue) / stride));
    const last = Math.floor((length - 1 + start - residue) / stride);
    return {
      taps,
      before: taps.length - 1 - first,
      after: last + 1 - outputs,
      first,
      count: Math.max(0, last + 1 - first),
    };
  });
}
