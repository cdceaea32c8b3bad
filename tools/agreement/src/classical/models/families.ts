import type { Rng } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import type { RowsOptions } from './random-rows.js';

/** A model beside its twin in scikit-learn, with parameters drawn for both. */
export interface Family {
  readonly name: string;
  readonly rows: RowsOptions;
  readonly draw: (rng: Rng, rows: number, classes: number) => DrawnModels;
  /** Whether training rows are predicted, where others fall into gaps that the two cut elsewhere. */
  readonly ofTraining?: boolean;
  /** What is compared; default the probabilities. */
  readonly compares?: 'labels';
  /** The largest difference that counts as agreement; default 1e-6. */
  readonly tolerance?: number;
}

/** The same model in both languages. */
export interface DrawnModels {
  /** A specification of `createClassifier`. */
  readonly spec: { readonly kind: string } & { readonly [name: string]: Json };
  /** The name that models.py knows, and its parameters. */
  readonly twin: string;
  readonly params: { readonly [name: string]: Json };
}

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.int(list.length)];
const EVERY = ['normal', 'grid', 'constant', 'far', 'huge', 'tiny', 'near-constant'] as const;

/** Weights of classes in half of the cases, in both languages. */
function classWeights(rng: Rng, classes: number): { readonly ours: Json; readonly theirs: Json } {
  const kind = rng.int(4);
  if (kind === 0) return { ours: 'balanced', theirs: 'balanced' };
  if (kind > 1) return { ours: 'none', theirs: null };
  const list = Array.from({ length: classes }, () => (1 + rng.int(20)) / 4);
  return { ours: list, theirs: Object.fromEntries(list.map((weight, label) => [label, weight])) };
}

export const FAMILIES: readonly Family[] = [
  {
    name: 'dummy',
    rows: { columns: EVERY, weighted: true },
    draw: (rng) => {
      const strategy = pick(rng, ['prior', 'most-frequent']);
      return { spec: { kind: 'dummy', strategy }, twin: 'dummy', params: { strategy: strategy.replace('-', '_') } };
    },
  },
  {
    name: 'gaussian-naive-bayes',
    rows: { columns: EVERY, weighted: true, perClass: 2 },
    draw: (rng) => {
      const varSmoothing = pick(rng, [1e-9, 1e-6, 0.01]);
      return {
        spec: { kind: 'gaussian-naive-bayes', varSmoothing },
        twin: 'naive-bayes',
        params: { var_smoothing: varSmoothing },
      };
    },
  },
  {
    name: 'logistic-regression',
    rows: { columns: EVERY, weighted: true },
    draw: (rng, _, classes) => {
      const C = pick(rng, [0.05, 0.3, 1, 10]);
      const { ours, theirs } = classWeights(rng, classes);
      const penalty = pick(rng, ['l2', 'l2', 'l1', 'elasticnet']);
      const ratio = { l2: 0, l1: 1, elasticnet: pick(rng, [0.2, 0.5, 0.8]) }[penalty] ?? 0;
      return {
        spec: {
          kind: 'logistic-regression',
          solver: 'coordinate-descent',
          penalty,
          l1Ratio: penalty === 'elasticnet' ? ratio : null,
          C,
          classWeight: ours,
          tol: 1e-9,
          maxIter: 1000,
        },
        twin: 'logistic',
        params: { C, l1_ratio: ratio, class_weight: theirs },
      };
    },
  },
  {
    name: 'linear-svm',
    rows: { columns: EVERY, weighted: true },
    draw: (rng, _, classes) => {
      const C = pick(rng, [0.05, 0.3, 1, 100]);
      const { ours, theirs } = classWeights(rng, classes);
      return {
        spec: { kind: 'linear-svm', C, classWeight: ours },
        twin: 'svm',
        params: { C, class_weight: theirs },
      };
    },
  },
  {
    name: 'linear-svm, hinge',
    // Passes over the rows crawl in both where columns are of other sizes, or far from zero.
    rows: { columns: ['normal', 'grid', 'constant'], weighted: true },
    draw: (rng, _, classes) => {
      const C = pick(rng, [0.05, 0.3, 1]);
      const { ours, theirs } = classWeights(rng, classes);
      return {
        spec: { kind: 'linear-svm', loss: 'hinge', C, classWeight: ours, tol: 1e-10, maxIter: 200_000 },
        twin: 'hinge',
        params: { C, class_weight: theirs },
      };
    },
  },
  {
    name: 'linear-discriminant-analysis',
    rows: { columns: EVERY, perClass: 4, mostClasses: 5 },
    draw: (rng) => {
      const solver = pick(rng, ['svd', 'lsqr']);
      const shrinkage = solver === 'lsqr' ? pick(rng, [null, 0.1, 0.7]) : null;
      return {
        spec: { kind: 'linear-discriminant-analysis', solver, shrinkage },
        twin: 'lda',
        params: { solver, shrinkage },
      };
    },
  },
  {
    name: 'quadratic-discriminant-analysis',
    rows: { columns: ['normal', 'far', 'huge', 'tiny', 'near-constant'], perClass: 9, mostClasses: 4 },
    draw: (rng) => {
      const regParam = pick(rng, [0, 0.1, 0.5]);
      return {
        spec: { kind: 'quadratic-discriminant-analysis', regParam },
        twin: 'qda',
        params: { reg_param: regParam },
      };
    },
  },
  {
    name: 'hist-gradient-boosting',
    rows: { columns: ['normal', 'grid', 'constant', 'huge'], weighted: true },
    ofTraining: true,
    draw: (rng, _, classes) => {
      const { ours, theirs } = classWeights(rng, classes);
      const both = {
        learningRate: pick(rng, [0.1, 0.5]),
        maxIter: 1 + rng.int(4),
        maxLeafNodes: pick(rng, [3, 6, 31]),
        l2Regularization: pick(rng, [0.1, 1]),
      };
      return {
        spec: { kind: 'hist-gradient-boosting', ...both, minChildWeight: 1e-3, classWeight: ours },
        twin: 'boosting',
        params: {
          learning_rate: both.learningRate,
          max_iter: both.maxIter,
          max_leaf_nodes: both.maxLeafNodes,
          l2_regularization: both.l2Regularization,
          class_weight: theirs,
        },
      };
    },
  },
  {
    name: 'nearest-centroid',
    rows: { columns: EVERY },
    compares: 'labels',
    draw: () => ({ spec: { kind: 'nearest-centroid' }, twin: 'centroid', params: {} }),
  },
  {
    name: 'knn',
    rows: { columns: EVERY },
    tolerance: 3e-5, // distances are of float32
    draw: (rng, rows) => {
      const k = 1 + rng.int(Math.min(7, rows));
      const metric = pick(rng, ['euclidean', 'manhattan', 'cosine']);
      const weights = pick(rng, ['uniform', 'distance']);
      return {
        spec: { kind: 'knn', k, metric, weights },
        twin: 'knn',
        params: { n_neighbors: k, metric, weights },
      };
    },
  },
  {
    name: 'decision-tree',
    // Its trees see float32, and columns that vary by less than 1e-7 as constant.
    rows: { columns: ['normal', 'grid', 'constant', 'huge'], weighted: true },
    draw: (rng, _, classes) => {
      const { ours, theirs } = classWeights(rng, classes);
      const both = {
        criterion: pick(rng, ['gini', 'entropy']),
        maxDepth: pick(rng, [null, 2, 4]),
        minSamplesSplit: pick(rng, [2, 5]),
        minSamplesLeaf: pick(rng, [1, 1, 3]),
        minImpurityDecrease: pick(rng, [0, 0, 0.02]),
        ccpAlpha: pick(rng, [0, 0, 0.01]),
      };
      return {
        spec: { kind: 'decision-tree', ...both, classWeight: ours },
        twin: 'tree',
        params: {
          criterion: both.criterion,
          max_depth: both.maxDepth,
          min_samples_split: both.minSamplesSplit,
          min_samples_leaf: both.minSamplesLeaf,
          min_impurity_decrease: both.minImpurityDecrease,
          ccp_alpha: both.ccpAlpha,
          class_weight: theirs,
        },
      };
    },
  },
];
