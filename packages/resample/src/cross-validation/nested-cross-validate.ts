import { type Classifier, type LabelledRows, SelvedgeError, selectLabelled } from '@selvedge/data';
import { type FoldSummary, type MetricName, metric, summarizeFolds } from '@selvedge/evaluate';
import { checkFolds } from '../audit/check-folds.js';
import { type FoldOptions, fitFolds } from '../fitting/fit-folds.js';
import { freshEachTime, type MakeClassifier } from '../fitting/make-classifier.js';
import { type FoldsSpec, makeFolds } from '../folds/folds.js';
import { testToTrain } from '../folds/test-to-train.js';
import { type CrossValidateOptions, crossValidate } from './cross-validate.js';

/** A setting that the inner folds may choose. */
export interface Candidate {
  readonly name: string;
  readonly classifier: Classifier | MakeClassifier;
}

/** One outer fold. Plain JSON. */
export interface NestedFold {
  readonly fold: number;
  /** The candidate with the best inner mean; the first of equals. */
  readonly chosen: string;
  /** Inner mean score by candidate. */
  readonly inner: Readonly<Record<string, number>>;
  /** The chosen candidate's score on the outer test rows. */
  readonly score: number;
}

/** The result of a nested cross-validation. Plain JSON. */
export interface NestedCrossValidation extends FoldSummary {
  readonly metric: string;
  readonly folds: readonly NestedFold[];
  /** How often each candidate was chosen: one that wins every fold is a stable choice. */
  readonly timesChosen: Readonly<Record<string, number>>;
}

/** How to nest. */
export interface NestedOptions extends Omit<FoldOptions, 'folds' | 'groups'> {
  /** Default: stratified, five folds. */
  readonly outer?: FoldsSpec;
  /** Default: stratified, three folds. */
  readonly inner?: FoldsSpec;
  readonly metric?: MetricName;
  readonly level?: number;
}

/**
 * Scores a procedure of choice, not a model: in each outer fold the candidates are compared by cross-validation of the
 * training rows alone, and the best of them is fitted on those and tested on rows that had no part in the choice.
 *
 * @throws SelvedgeError `invalid-argument` for no candidates or equal names; as `crossValidate`
 * @see Cawley & Talbot, On over-fitting in model selection and subsequent selection bias, JMLR 11 (2010)
 */
export async function nestedCrossValidate(
  candidates: readonly Candidate[],
  rows: LabelledRows,
  options: NestedOptions = {},
): Promise<NestedCrossValidation> {
  checkCandidates(candidates);
  const { seed = 0, level = 0.95, signal } = options;
  const { name, better, of } = metric(options.metric ?? 'accuracy');
  const outer = makeFolds(options.outer ?? { kind: 'stratified-k-fold', folds: 5 }, rows, seed);
  checkFolds(outer, rows.features, options);
  const inner: CrossValidateOptions = {
    ...options,
    folds: options.inner ?? { kind: 'stratified-k-fold', folds: 3 },
    metrics: [name as MetricName],
  };
  const folds: NestedFold[] = [];
  for (const [fold, { train, test }] of outer.entries()) {
    const trainRows = selectLabelled(rows, train);
    const scores: Record<string, number> = {};
    for (const candidate of candidates) {
      const { metrics } = await crossValidate(candidate.classifier, trainRows, {
        ...inner,
        seed: seed + 1000 * (fold + 1),
      });
      scores[candidate.name] = metrics[name].mean;
    }
    const chosen = candidates.reduce((best, candidate) => {
      const gain = scores[candidate.name] - scores[best.name];
      return (better === 'higher' ? gain : -gain) > 0 ? candidate : best;
    });
    const { results } = await fitFolds(freshEachTime(chosen.classifier), rows, {
      folds: [{ train, test }],
      seed: seed + fold,
      carriedState: 'ignore', // the inner folds have looked already
      allowedDuplicateShare: 1,
      ...(signal ? { signal } : {}),
    });
    folds.push({ fold, chosen: chosen.name, inner: scores, score: of(results[0].test) });
    options.onProgress?.({ step: `outer fold ${fold + 1}`, done: fold + 1, total: outer.length });
  }
  const timesChosen = Object.fromEntries(
    candidates.map((candidate) => [candidate.name, folds.filter(({ chosen }) => chosen === candidate.name).length]),
  );
  const ratio = testToTrain(outer);
  return {
    metric: name,
    folds,
    timesChosen,
    ...summarizeFolds(
      folds.map(({ score }) => score),
      ratio,
      level,
    ),
  };
}

function checkCandidates(candidates: readonly Candidate[]): void {
  const names = new Set(candidates.map(({ name }) => name));
  if (candidates.length > 0 && names.size === candidates.length) return;
  throw new SelvedgeError(
    'invalid-argument',
    `nestedCrossValidate: got ${candidates.length} candidates with ${names.size} different names; need at least one, and names that differ.`,
  );
}
