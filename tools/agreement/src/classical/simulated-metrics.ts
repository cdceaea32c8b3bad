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

/** A model that is simulated: name, signal, and confidence of its probabilities. */
export type Strength = readonly [name: string, signal: number, confidence: number];

export const STRENGTHS: readonly Strength[] = [
  ['weak', 0.4, 1],
  ['strong', 3.2, 1],
  ['strong, overconfident', 3.2, 2],
];

export const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** What a table of shares is to be read with. */
export const standardError = (samples: number, expected: number): string =>
  `Each is a share of ${samples} samples, whose standard error is ${(100 * Math.sqrt((expected * (1 - expected)) / samples)).toFixed(1)} points.`;
