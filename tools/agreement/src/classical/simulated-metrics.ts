/** Metrics whose intervals and tests are simulated. */
export const METRICS = [
  'accuracy',
  'balanced-accuracy',
  'macro-f1',
  'matthews',
  'log-loss',
  'brier',
  'roc-auc',
  'average-precision',
];

/** The others, whose intervals are simulated alone. */
export const OTHER_METRICS = [
  'error-rate',
  'macro-precision',
  'macro-recall',
  'weighted-f1',
  'cohen-kappa',
  'roc-auc-ovo',
];

/** Models that are simulated: name, signal, and confidence of their probabilities. */
export const STRENGTHS = [
  ['weak', 0.4, 1],
  ['strong', 3.2, 1],
  ['strong, overconfident', 3.2, 2],
] as const;

export const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
