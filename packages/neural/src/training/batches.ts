import type { AugmentationSession, LabelledRows } from '@selvedge/data';
import { adjustTargets, fillTargets, type TargetOptions } from '../losses/targets.js';

export interface Batch {
  readonly features: Float32Array;
  readonly targets: Float32Array;
}

/** Gives the named training rows as a network is to see them. Several requests may be under way. */
export type BatchSource = (rows: Uint32Array, epoch: number) => Promise<Batch>;

/** Rows as they are. */
export function plainSource(train: LabelledRows, outputs: number, options: TargetOptions): BatchSource {
  return (rows) =>
    Promise.resolve({
      features: gather(train, rows),
      targets: fillTargets(new Float32Array(rows.length * outputs), train.labels, rows, outputs, options),
    });
}

/** Rows changed by augmentation, with its mixed targets where it mixes labels. */
export function augmentedSource(
  session: AugmentationSession,
  train: LabelledRows,
  outputs: number,
  options: TargetOptions,
): BatchSource {
  return async (rows, epoch) => {
    const { features, targets } = await session.batch(rows, epoch);
    return {
      features: new Float32Array(features.values),
      targets: targets
        ? adjustTargets(new Float32Array(targets.values), outputs, options)
        : fillTargets(new Float32Array(rows.length * outputs), train.labels, rows, outputs, options),
    };
  };
}

/** The named rows one after the other, as float32. */
export function gather({ features: { values, columns } }: LabelledRows, rows: ArrayLike<number>): Float32Array {
  const out = new Float32Array(rows.length * columns);
  for (let at = 0; at < rows.length; at++) {
    const start = rows[at] * columns;
    out.set(values.subarray(start, start + columns), at * columns);
  }
  return out;
}
