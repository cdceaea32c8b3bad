import type { LabelledRows } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
import type { AugmentationSession } from '@selvedge/data/types';
import type { LossKind } from '@selvedge/networks/engine';
import { adjustTargets, fillTargets, largestShares, rowWeights, type TargetOptions } from '../losses/targets.js';

export interface Batch {
  readonly features: Float32Array;
  /** As the loss gets them: smoothed, and for cross-entropy weighted by class. */
  readonly targets: Float32Array;
  /** Per row, for squared errors; absent: all 1. */
  readonly weights?: Float32Array;
  /** Each row's class, or of mixed rows the one with the largest share: for the running accuracy. */
  readonly labels: Uint16Array;
}

/**
 * Gives the named training rows as a network is to see them. Several requests may be under way.
 *
 * @param memory - features of an earlier batch that nobody reads any more: where its length fits, it becomes this one's
 */
export type BatchSource = (rows: Uint32Array, epoch: number, memory?: Float32Array) => Promise<Batch>;

/** How targets are made for a loss. */
export interface SourceOptions extends TargetOptions {
  readonly loss: LossKind;
}

/** Rows as they are. */
export function plainSource(train: LabelledRows, outputs: number, options: SourceOptions): BatchSource {
  return (rows, _, memory) =>
    Promise.resolve({
      features: gather(train, rows, memory),
      ...targetsOfLabels(train.labels, rows, outputs, options),
    });
}

/** Rows changed by augmentation, with its mixed targets where it mixes labels. */
export function augmentedSource(
  session: AugmentationSession,
  train: LabelledRows,
  outputs: number,
  options: SourceOptions,
): BatchSource {
  return async (rows, epoch, memory) => {
    const { features, targets } = await session.batch(rows, epoch);
    const own = arrayOf(features.values.length, memory);
    own.set(features.values);
    return {
      features: own,
      ...(targets
        ? targetsOfShares(new Float32Array(targets.values), outputs, options)
        : targetsOfLabels(train.labels, rows, outputs, options)),
    };
  };
}

type Targets = Omit<Batch, 'features'>;

function targetsOfLabels(all: Uint16Array, rows: Uint32Array, outputs: number, options: SourceOptions): Targets {
  const { classWeights, labelSmoothing = 0, loss } = options;
  const labels = Uint16Array.from(rows, (row) => all[row]);
  const inTargets = loss === 'cross-entropy' ? options : { labelSmoothing };
  return {
    targets: fillTargets(new Float32Array(rows.length * outputs), all, rows, outputs, inTargets),
    ...(inTargets !== options &&
      classWeights && { weights: Float32Array.from(labels, (label) => classWeights[label]) }),
    labels,
  };
}

function targetsOfShares(shares: Float32Array, outputs: number, options: SourceOptions): Targets {
  const { classWeights, labelSmoothing = 0, loss } = options;
  const labels = largestShares(shares, outputs);
  if (loss === 'cross-entropy') return { targets: adjustTargets(shares, outputs, options), labels };
  const weights = classWeights && { weights: rowWeights(shares, outputs, classWeights) };
  return { targets: adjustTargets(shares, outputs, { labelSmoothing }), ...weights, labels };
}

/**
 * The named rows one after the other, as float32.
 *
 * @param memory - is filled and returned where it has the right length
 */
export function gather({ features }: LabelledRows, rows: ArrayLike<number>, memory?: Float32Array): Float32Array {
  const out = arrayOf(rows.length * features.columns, memory);
  if (isStored(features)) {
    out.set(features.take(rows).values);
    return out;
  }
  const { values, columns } = features;
  for (let at = 0; at < rows.length; at++) {
    const start = rows[at] * columns;
    out.set(values.subarray(start, start + columns), at * columns);
  }
  return out;
}

const arrayOf = (length: number, memory: Float32Array | undefined): Float32Array =>
  memory?.length === length ? memory : new Float32Array(length);
