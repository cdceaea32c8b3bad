// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { definedScore } from './cross-validation/defined-score.js';
export { selectBest } from './curves/select-best.js';
export { makeFolds } from './folds/folds.js';
export { testToTrain } from './folds/test-to-train.js';
export { planLearningCurve } from './plans/plan-learning-curve.js';
export { rungAmounts } from './search/asha.js';
export { problemOfRange } from './search/check-search.js';
export { nextStep } from './search/next-step.js';
export { planTrials, trialLabel } from './search/plan-trials.js';
export { bestOf } from './search/rank.js';
export { runSearch } from './search/run-search.js';
export { goesByScores } from './search/search-spec.js';
