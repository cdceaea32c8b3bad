import { SelvedgeError } from './errors.js';

/** What people who come from elsewhere call or read, and what to write instead. */
export interface MemberGuesses {
  readonly methods: { readonly [name: string]: string };
  readonly attributes?: { readonly [name: string]: string };
}

const AFTER_FIT =
  'a classifier has none before it is fitted: write const fitted = await classifier.fit(rows), and fitted';
const PREDICT_PROBA = 'write predictProba(features)';
const SCORE = 'write score({ features, labels, classes })';
const DECISIONS =
  'linear models and discriminants have decisionFunction(features), and every model has predictProba(features)';
const IMPORTANCES =
  'trees, forests and boosting have featureImportances(), and permutationImportance of @selvedge/evaluate works for every model';
const CLONE = 'parameters do not change: write clone({ name: value })';
const CONSTRUCTOR =
  'this is set where the model is made, as in new NeuralClassifier({ network, train: { epochs: 10 } })';

/** Marks the methods that only answer, so that `hasMethod` can tell them from those that work. */
const ANSWERS = Symbol.for('selvedge.answers');

/** Of a classifier before `fit`. Nothing by which callers tell it from a fitted one (`save`) may stand here. */
export const CLASSIFIER_GUESSES: MemberGuesses = {
  methods: {
    predict: `${AFTER_FIT}.predict(features)`,
    predictProba: `${AFTER_FIT}.predictProba(features)`,
    predict_proba: `${AFTER_FIT}.predictProba(features)`,
    score: `${AFTER_FIT}.score(rows)`,
    evaluate: `${AFTER_FIT}.score(rows)`,
    fit_predict: `${AFTER_FIT}.predict(features)`,
    fitPredict: `${AFTER_FIT}.predict(features)`,
    fit_transform: 'a classifier transforms nothing: write fit(rows), or put transforms before it with withTransforms',
    fitTransform: 'a classifier transforms nothing: write fit(rows), or put transforms before it with withTransforms',
    partial_fit: 'a fit is whole: write fit(rows) with all rows',
    partialFit: 'a fit is whole: write fit(rows) with all rows',
    get_params: 'write params',
    getParams: 'write params',
    set_params: CLONE,
    setParams: CLONE,
    compile: CONSTRUCTOR,
    summary: 'write summary(network) of @selvedge/networks, which is text',
  },
};

/** Of a fitted classifier. `hasMethod` tells it from one before `fit`, although `fit` stands here. */
export const FITTED_CLASSIFIER_GUESSES: MemberGuesses = {
  methods: {
    fit: 'a fitted model does not change: call fit of the classifier that it came from, which gives another fitted model',
    predict_proba: PREDICT_PROBA,
    predict_classes: 'write predict(features)',
    predictClasses: 'write predict(features)',
    predict_log_proba: `${PREDICT_PROBA} and take Math.log of its values`,
    predictLogProba: `${PREDICT_PROBA} and take Math.log of its values`,
    decision_function: DECISIONS,
    decisionFunction: DECISIONS,
    featureImportances: IMPORTANCES,
    evaluate: SCORE,
    partial_fit: 'a fitted model does not change: fit the classifier with all rows',
    partialFit: 'a fitted model does not change: fit the classifier with all rows',
    get_params: 'write params',
    getParams: 'write params',
    set_params: 'a fitted model does not change: fit a classifier with other parameters',
    setParams: 'a fitted model does not change: fit a classifier with other parameters',
  },
  attributes: {
    classes_: 'write classes',
    n_features_in_: 'write columns',
    feature_names_in_: 'write form.names',
    feature_importances_: IMPORTANCES,
    coef_: 'write weights, which linear models have',
    intercept_: 'write intercepts, which linear models have',
    oob_score_: 'write oobScore, which forests have',
  },
};

const APPLY = 'const fitted = await transform.fit({ features }), and fitted.apply({ features }).features';

/** Of a transform before `fit`. */
export const TRANSFORM_GUESSES: MemberGuesses = {
  methods: {
    transform: `a transform has none before it is fitted: write ${APPLY}`,
    apply: `a transform has none before it is fitted: write ${APPLY}`,
    fit_transform: `fit and apply are two steps: write ${APPLY}`,
    fitTransform: `fit and apply are two steps: write ${APPLY}`,
    get_params: 'write params',
    getParams: 'write params',
  },
};

/** Of a fitted transform. */
export const FITTED_TRANSFORM_GUESSES: MemberGuesses = {
  methods: {
    fit: 'a fitted transform does not change: call fit of the transform that it came from, which gives another fitted one',
    transform: 'write apply({ features }).features',
    inverse_transform: 'a transform has no way back: keep the rows as they were',
    inverseTransform: 'a transform has no way back: keep the rows as they were',
  },
};

/**
 * Lets an object, or all with this prototype, answer names of scikit-learn and Keras with the right ones, where it has
 * no member of that name. TypeScript refuses such names by itself; these answers are for JavaScript. They are not
 * enumerable: copies, JSON and comparisons do not see them.
 *
 * @returns the object itself
 */
export function answerGuesses<Target extends object>(
  target: Target,
  { methods, attributes = {} }: MemberGuesses,
): Target {
  const define = (name: string, descriptor: PropertyDescriptor): void => {
    if (!(name in target)) Object.defineProperty(target, name, { configurable: true, ...descriptor });
  };
  for (const [name, advice] of Object.entries(methods)) {
    const refuse = function (this: unknown): never {
      throw noMember(this, 'method', name, advice);
    };
    define(name, { value: Object.assign(refuse, { [ANSWERS]: true }), writable: true });
  }
  for (const [name, advice] of Object.entries(attributes)) {
    const refuse = function (this: unknown): never {
      throw noMember(this, 'property', name, advice);
    };
    define(name, { get: refuse });
  }
  return target;
}

/** Whether an object has a method that works: one of `answerGuesses` does not. */
export function hasMethod(object: unknown, name: string): boolean {
  const method = (object as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof method === 'function' && !(ANSWERS in method);
}

function noMember(owner: unknown, sort: string, name: string, advice: string): SelvedgeError {
  const kind = (owner as { readonly kind?: unknown } | undefined)?.kind;
  return new SelvedgeError(
    'invalid-argument',
    `${typeof kind === 'string' ? `${kind}: ` : ''}there is no ${sort} '${name}'; ${advice}.`,
  );
}
