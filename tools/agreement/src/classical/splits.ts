import { createRng, matrix } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { split, trainTestSplit } from '@selvedge/preprocess';
import { makeFolds, planLearningCurve } from '@selvedge/resample/plans';

/** How evenly seeds leave rows out. */
export interface SplitEvenness {
  readonly kind: string;
  readonly seeds: number;
  /** Of the times that each row, or group, was left out. */
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
}

/** Classes that do not divide evenly: ten of 5 rows and one of 13. */
const LABELS = Uint16Array.from({ length: 63 }, (_, row) => (row < 50 ? Math.floor(row / 5) : 10));
/** Groups of three rows, which reach across classes. */
const GROUPS = Array.from(LABELS, (_, row) => row % 21);
const ROWS = { features: matrix(Float64Array.from(LABELS.keys()), LABELS.length, 1), labels: LABELS, classes: [] };

type Draw = (seed: number) => ArrayLike<number>;

const folds = (spec: Parameters<typeof makeFolds>[0]): Draw => {
  return (seed) => makeFolds(spec, { labels: LABELS, groups: GROUPS }, seed)[0].test;
};
const drawn = (spec: Parameters<typeof split>[0]): Draw => {
  return (seed) => split(spec, { labels: LABELS }, createRng(seed)).validation;
};

/** Everything that draws rows, by the rows that one draw leaves out: of folds those of the first. */
export const DRAWS: Readonly<Record<string, Draw>> = {
  'split fraction, stratified': drawn({ kind: 'fraction', validation: 0.1 }),
  'split fraction': drawn({ kind: 'fraction', validation: 0.1, stratify: false }),
  'split per-class': drawn({ kind: 'per-class', train: 3, validation: 2 }),
  'split grouped': drawn({ kind: 'grouped', groups: GROUPS, validation: 0.1 }),
  'trainTestSplit, stratified': (seed) =>
    trainTestSplit(ROWS, { testSize: 0.3, stratify: true, seed }).test.features.values,
  trainTestSplit: (seed) => trainTestSplit(ROWS, { testSize: 0.3, seed }).test.features.values,
  'k-fold': folds({ kind: 'k-fold', folds: 10 }),
  'stratified-k-fold': folds({ kind: 'stratified-k-fold', folds: 10 }),
  'repeated, stratified': folds({ kind: 'repeated', folds: 10, repeats: 1 }),
  repeated: folds({ kind: 'repeated', folds: 10, repeats: 1, stratified: false }),
  'group-k-fold': folds({ kind: 'group-k-fold', folds: 7 }),
  'holdout, stratified': folds({ kind: 'holdout', testSize: 0.1 }),
  holdout: folds({ kind: 'holdout', testSize: 0.1, stratified: false }),
  'learning curve': (seed) =>
    planLearningCurve({ labels: LABELS }, { folds: { kind: 'k-fold', folds: 7 }, sizes: [0.2], seed }).fits[0].train,
};

/** Draws that take a fixed number of each class: seeds decide which rows of it. */
const BY_CLASS: readonly string[] = ['split per-class', 'stratified-k-fold', 'repeated, stratified'];

/**
 * Counts how often each row, of groups each group, is left out. Without a preference for any, a count is binomial, and
 * their chi-squared has one degree of freedom less than there are rows; a stratified draw varies less.
 */
export function splitEvenness(kind: string, seeds: number): SplitEvenness {
  const isGrouped = kind.includes('group');
  const units = isGrouped ? GROUPS : Array.from(LABELS.keys());
  const size = units.filter((unit) => unit === 0).length;
  const times = new Float64Array(LABELS.length / size);
  for (let seed = 0; seed < seeds; seed++) {
    const left = DRAWS[kind](seed);
    for (let at = 0; at < left.length; at++) times[units[left[at]]] += 1 / size;
  }
  const classes = BY_CLASS.includes(kind) ? [...new Set(LABELS)] : undefined;
  const parts = classes?.map((label) => times.filter((_, row) => LABELS[row] === label)) ?? [times];
  let [chiSquared, degreesOfFreedom] = [0, 0];
  for (const counts of parts) {
    const share = mean(counts) / seeds;
    if (share === 0) continue; // a class that the first fold has none of
    chiSquared += counts.reduce((sum, count) => sum + (count - seeds * share) ** 2, 0) / (seeds * share * (1 - share));
    degreesOfFreedom += counts.length - 1;
  }
  return { kind, seeds, chiSquared, degreesOfFreedom };
}
