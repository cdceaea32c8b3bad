import { type Classifier, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { type FieldGuesses, shown } from '@selvedge/data/checks';
import { type MetricName, metric, summarizeFolds } from '@selvedge/evaluate';
import type { FoldSummary } from '@selvedge/evaluate/types';
import { checkCall, checkClones } from '../fitting/check-call.js';
import { executePlan } from '../fitting/execute-plan.js';
import { checkResampleOptions, type ResampleOptions } from '../fitting/resample-options.js';
import { testToTrain } from '../folds/test-to-train.js';
import { planFolds } from '../plans/plan-cross-validation.js';
import { sourceOf } from '../plans/source-of.js';
import { checkSearch } from './check-search.js';
import { checkTrials, trialOf } from './check-trials.js';
import { planTrials, trialLabel } from './plan-trials.js';
import type { Score } from './rank.js';
import { runSearch } from './run-search.js';
import type { SearchSpec, Values } from './search-spec.js';

/** What every search accepts besides its space. */
export interface SearchOptions extends ResampleOptions {
  /** What decides. Default `accuracy`. */
  readonly metric?: MetricName;
  /** Of the intervals; default 0.95. */
  readonly level?: number;
}

/** One set of parameters that was tried. Plain JSON. */
export interface TrialResult {
  /** `k=5, weights=distance` */
  readonly label: string;
  readonly values: Values;
  /** Mean over the folds; null where the metric is undefined. */
  readonly score: number | null;
  /** Score of each fold, with deviation and interval. */
  readonly folds: FoldSummary;
}

/** What a search tried and found best. */
export interface SearchResult<Params = unknown> {
  readonly kind: SearchSpec['kind'];
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  /** In the order in which they were tried. */
  readonly trials: readonly TrialResult[];
  /** Values of the best trial, the first of equals. */
  readonly bestParams: Values;
  /** Its mean score. It is optimistic: it was chosen. `nestedCrossValidate` measures the choice. */
  readonly bestScore: number | null;
  /** The classifier with these parameters, to be fitted on all rows. */
  readonly bestClassifier: Classifier<Params>;
}

/** Parameters of the classifier that were written as options: they are what a search is over. */
function valuesOf(params: unknown, options: object): FieldGuesses {
  const names = Object.keys(options).filter((name) => Object.hasOwn(params as object, name));
  return Object.fromEntries(names.map((name) => [name, `over: { ${name}: [...] }`]));
}

/** Of the search itself, by its kind: those of another kind would change nothing. */
const OPTIONS = {
  grid: [],
  random: ['samples'],
  'successive-halving': ['samples', 'resource', 'from', 'to', 'factor'],
  tpe: ['maxTrials', 'maxTime', 'startupTrials'],
  asha: ['maxTrials', 'maxTime', 'resource', 'minResource', 'maxResource', 'reductionFactor'],
} as const;

/**
 * Searches parameters of a classifier: every trial is scored over the same folds, with the same seed.
 *
 * A pipeline's `sweep` executes the same plan on its validation rows: pass those as `folds: [{ train, test }]` for the same
 * answers.
 */
export async function searchClassifier<Params>(
  what: string,
  classifier: Classifier<Params>,
  rows: LabelledRows,
  spec: Exclude<SearchSpec, { readonly kind: 'one-at-a-time' }>,
  given: SearchOptions | undefined,
): Promise<SearchResult<Params>> {
  checkCall(what, [classifier], rows, given);
  checkClones(what, classifier);
  const options = given ?? {};
  checkResampleOptions(
    what,
    options,
    ['over', ...OPTIONS[spec.kind], 'metric', 'level'],
    valuesOf(classifier.params, options),
  );
  const { metric: by = 'accuracy', level = 0.95 } = options;
  const { name, better, of } = metric(by);
  const plan = planFolds(sourceOf(rows, options), options);
  checkSearch(spec, what);
  const inModel = inPipeline(spec);
  const first = planTrials(inModel, plan.seed);
  checkTrials(what, classifier, spec, first.map(ofClassifier));
  if (spec.kind === 'successive-halving') checkRungs(what, classifier, spec.resource, { from: spec.from, to: spec.to });
  if (spec.kind === 'asha') {
    const { minResource = 1, maxResource } = spec;
    checkRungs(what, classifier, spec.resource, { minResource, maxResource });
  }
  const results: TrialResult[] = [];
  const measure = async (trials: readonly Values[]): Promise<readonly Score[]> => {
    const from = results.length;
    for (const values of trials) {
      const guards = results.length > 0 ? { stateLeak: 'ignore' as const } : {}; // one probe is enough
      const trial = classifier.clone(values as Partial<Params>);
      const { fits } = await executePlan(trial, rows, plan, { weighScores: true, ...options, ...guards });
      const folds = summarizeFolds(
        fits.map(({ test }) => of(test)),
        testToTrain(plan.folds),
        level,
      );
      const score = Number.isNaN(folds.mean) ? null : folds.mean;
      results.push({ label: trialLabel(values), values, score, folds });
    }
    return results.slice(from).map(({ score }) => score);
  };
  const { best } = await runSearch(inModel, first, { by, seed: plan.seed, trialAt: ofClassifier, measure });
  const { values: bestParams, score: bestScore } = results[best];
  const bestClassifier = classifier.clone(bestParams as Partial<Params>);
  return { kind: spec.kind, metric: name, better, trials: results, bestParams, bestScore, bestClassifier };
}

/** The resource is set rung by rung: what the classifier refuses is found before. */
function checkRungs(
  what: string,
  classifier: Classifier,
  resource: string,
  ends: Readonly<Record<string, number>>,
): void {
  if (typeof resource !== 'string') {
    const names = Object.keys(classifier.params as object).join(', ');
    throw new SelvedgeError(
      'invalid-argument',
      `${what}: resource is ${shown(resource)}; need the name of a parameter that grows, one of ${names}.`,
    );
  }
  for (const [end, amount] of Object.entries(ends)) trialOf(what, classifier, end, { [resource]: amount });
}

/** Fields as a pipeline names them: what is drawn depends on the name. */
function inPipeline(spec: SearchSpec): SearchSpec {
  const over = Object.fromEntries(Object.entries(spec.over).map(([field, values]) => [`model.${field}`, values]));
  const resource = 'resource' in spec ? { resource: `model.${spec.resource}` } : {};
  return { ...spec, ...resource, over } as SearchSpec;
}

/** Fields as the classifier names them. */
const ofClassifier = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field.slice('model.'.length), value]));
