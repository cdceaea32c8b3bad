import { SelvedgeError } from '@selvedge/data';

export interface TargetOptions {
  /** Share of a row's target that is spread evenly over all classes, in [0, 1). Default 0. */
  readonly labelSmoothing?: number;
  /**
   * Each row's loss is multiplied with the weight of its class. Default: all 1. Cross-entropy, which is linear in its
   * targets, has them there; squared errors need `TrainBatch.weights`.
   */
  readonly classWeights?: readonly number[] | undefined;
}

/**
 * Target rows for the loss: one-hot, smoothed as (1 - s) * one-hot + s / classes, then weighted by class.
 *
 * @param rows - which labels, in this order
 * @param out - rows x classes, overwritten
 */
export function fillTargets(
  out: Float32Array,
  labels: Uint16Array,
  rows: ArrayLike<number>,
  classes: number,
  { labelSmoothing = 0, classWeights }: TargetOptions = {},
): Float32Array {
  const low = labelSmoothing / classes;
  const high = 1 - labelSmoothing + low;
  for (let at = 0; at < rows.length; at++) {
    const label = labels[rows[at]];
    const weight = classWeights === undefined ? 1 : classWeights[label];
    const start = at * classes;
    out.fill(low * weight, start, start + classes);
    out[start + label] = high * weight;
  }
  return out;
}

/**
 * Smooths and weights target rows that augmentation has already mixed: each share weighs what its class
 * weighs, and what is spread over all classes what the row does. Changes them in place.
 */
export function adjustTargets(
  targets: Float32Array,
  classes: number,
  { labelSmoothing = 0, classWeights }: TargetOptions = {},
): Float32Array {
  for (let start = 0; start < targets.length; start += classes) {
    let weight = 1;
    if (classWeights !== undefined) {
      weight = 0;
      for (let label = 0; label < classes; label++) weight += targets[start + label] * classWeights[label];
    }
    for (let label = 0; label < classes; label++) {
      const own = classWeights === undefined ? 1 : classWeights[label];
      const share = (1 - labelSmoothing) * targets[start + label] * own;
      targets[start + label] = share + (labelSmoothing / classes) * weight;
    }
  }
  return targets;
}

/** Per row of mixed targets: the weights of its classes by their shares. */
export function rowWeights(targets: Float32Array, classes: number, classWeights: readonly number[]): Float32Array {
  const weights = new Float32Array(targets.length / classes);
  for (const [i, share] of targets.entries()) weights[Math.floor(i / classes)] += share * classWeights[i % classes];
  return weights;
}

/** Per row: the class with the largest share, the first of equal ones. */
export function largestShares(targets: Float32Array, classes: number): Uint16Array {
  const labels = new Uint16Array(targets.length / classes);
  for (const [i, share] of targets.entries()) {
    const row = Math.floor(i / classes);
    if (share > targets[row * classes + labels[row]]) labels[row] = i % classes;
  }
  return labels;
}

/**
 * Weights that make every class count the same: rows / (classes present * rows of the class), as scikit-learn's
 * `balanced`; 0 for a class without rows.
 *
 * @throws SelvedgeError `invalid-argument` for a label that is none of the classes
 */
export function balancedClassWeights(labels: Uint16Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const [row, label] of labels.entries()) {
    if (!(label < classes)) {
      throw new SelvedgeError(
        'invalid-argument',
        `balancedClassWeights: the label of row ${row} is ${label}; need 0 to ${classes - 1}.`,
      );
    }
    counts[label]++;
  }
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (present * count)));
}

/** @throws SelvedgeError `invalid-argument` */
export function checkTargetOptions({ labelSmoothing = 0, classWeights }: TargetOptions, classes: number): void {
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new SelvedgeError('invalid-argument', `labelSmoothing is ${labelSmoothing}; need a number in [0, 1).`);
  }
  if (classWeights === undefined) return;
  const valid =
    Array.isArray(classWeights) &&
    classWeights.length === classes &&
    classWeights.some((weight) => weight > 0) &&
    classWeights.every((weight) => Number.isFinite(weight) && weight >= 0);
  if (!valid) {
    throw new SelvedgeError(
      'invalid-argument',
      `classWeights is ${JSON.stringify(classWeights)}; need ${classes} finite numbers of at least 0, one per class, not all 0.`,
    );
  }
}
