import {
  type Classifier,
  didYouMean,
  type FittedClassifier,
  type SavedState,
  SelvedgeError,
  unreachable,
} from '@selvedge/data';
import { loadGradientBoosting } from './boosting/fitted.js';
import { GradientBoosting } from './boosting/gradient-boosting.js';
import type { GradientBoostingParams } from './boosting/params.js';
import { loadNearestCentroid, NearestCentroid, type NearestCentroidParams } from './centroid/nearest-centroid.js';
import { Dummy, type DummyParams, loadDummy } from './dummy/dummy.js';
import { ExtraTrees } from './forest/extra-trees.js';
import { loadForest } from './forest/fitted.js';
import type { ForestParams } from './forest/params.js';
import { RandomForest } from './forest/random-forest.js';
import { loadKnn } from './knn/fitted.js';
import { Knn } from './knn/knn.js';
import type { KnnParams } from './knn/params.js';
import { loadLogisticRegression } from './logistic/fitted.js';
import { LogisticRegression } from './logistic/logistic-regression.js';
import type { LogisticRegressionParams } from './logistic/params.js';
import {
  GaussianNaiveBayes,
  type GaussianNaiveBayesParams,
  loadGaussianNaiveBayes,
} from './naive-bayes/gaussian-naive-bayes.js';
import { DecisionTree } from './tree/decision-tree.js';
import { loadDecisionTree } from './tree/fitted.js';
import type { DecisionTreeParams } from './tree/params.js';

/** A classical model as plain JSON: its kind and those parameters that differ from the defaults. */
export type ClassicalSpec =
  | ({ readonly kind: 'knn' } & Partial<KnnParams>)
  | ({ readonly kind: 'logistic-regression' } & Partial<LogisticRegressionParams>)
  | ({ readonly kind: 'decision-tree' } & Partial<DecisionTreeParams>)
  | ({ readonly kind: 'random-forest' } & Partial<ForestParams>)
  | ({ readonly kind: 'extra-trees' } & Partial<ForestParams>)
  | ({ readonly kind: 'gradient-boosting' } & Partial<GradientBoostingParams>)
  | ({ readonly kind: 'nearest-centroid' } & Partial<NearestCentroidParams>)
  | ({ readonly kind: 'gaussian-naive-bayes' } & Partial<GaussianNaiveBayesParams>)
  | ({ readonly kind: 'dummy' } & Partial<DummyParams>);

/** Every kind that `createClassifier` makes. */
export const CLASSICAL_KINDS: readonly ClassicalSpec['kind'][] = [
  'knn',
  'logistic-regression',
  'decision-tree',
  'random-forest',
  'extra-trees',
  'gradient-boosting',
  'nearest-centroid',
  'gaussian-naive-bayes',
  'dummy',
];

/**
 * Makes the classifier that a specification names.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind or parameter
 */
export function createClassifier(spec: ClassicalSpec): Classifier {
  checkKind('createClassifier', spec.kind);
  switch (spec.kind) {
    case 'knn':
      return new Knn(paramsOf(spec));
    case 'logistic-regression':
      return new LogisticRegression(paramsOf(spec));
    case 'decision-tree':
      return new DecisionTree(paramsOf(spec));
    case 'random-forest':
      return new RandomForest(paramsOf(spec));
    case 'extra-trees':
      return new ExtraTrees(paramsOf(spec));
    case 'gradient-boosting':
      return new GradientBoosting(paramsOf(spec));
    case 'nearest-centroid':
      return new NearestCentroid(paramsOf(spec));
    case 'gaussian-naive-bayes':
      return new GaussianNaiveBayes(paramsOf(spec));
    case 'dummy':
      return new Dummy(paramsOf(spec));
    default:
      return unreachable(spec);
  }
}

/**
 * Reads a model that `FittedClassifier.save` made.
 *
 * @throws SelvedgeError `unsupported` for a format or version that this release does not know; `corrupt-file`
 */
export function loadClassifier(saved: SavedState): FittedClassifier {
  checkSaved(saved);
  const kind = saved.format.replace(/^selvedge\./, '') as ClassicalSpec['kind'];
  checkKind('loadClassifier', kind, 'unsupported');
  switch (kind) {
    case 'knn':
      return loadKnn(saved);
    case 'logistic-regression':
      return loadLogisticRegression(saved);
    case 'decision-tree':
      return loadDecisionTree(saved);
    case 'random-forest':
    case 'extra-trees':
      return loadForest(kind, saved);
    case 'gradient-boosting':
      return loadGradientBoosting(saved);
    case 'nearest-centroid':
      return loadNearestCentroid(saved);
    case 'gaussian-naive-bayes':
      return loadGaussianNaiveBayes(saved);
    case 'dummy':
      return loadDummy(saved);
    default:
      return unreachable(kind);
  }
}

/** @throws SelvedgeError `invalid-argument` for anything that `save` cannot have made */
function checkSaved(saved: unknown): asserts saved is SavedState {
  const { format, config, tensors } = (saved ?? {}) as Partial<SavedState>;
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
  if (typeof format === 'string' && isObject(config) && isObject(tensors)) return;
  throw new SelvedgeError(
    'invalid-argument',
    'loadClassifier: need the object that save() made, with format, version, config and tensors.',
  );
}

function paramsOf<S extends ClassicalSpec>({ kind: _, ...params }: S): Omit<S, 'kind'> {
  return params;
}

function checkKind(what: string, kind: string, code: 'invalid-argument' | 'unsupported' = 'invalid-argument'): void {
  if ((CLASSICAL_KINDS as readonly string[]).includes(kind)) return;
  const near = didYouMean(kind, CLASSICAL_KINDS);
  throw new SelvedgeError(
    code,
    `${what}: there is no classical model '${kind}'${near === undefined ? '' : ` (did you mean '${near}'?)`}; ` +
      `there are ${CLASSICAL_KINDS.join(', ')}.`,
  );
}
