import type { Figure } from './figure.js';

const CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];
const wave = (at: number): number => 0.5 + 0.5 * Math.sin(at * 12.9898);
const counts = CLASSES.map((_, row) =>
  CLASSES.map((_, column) => (row === column ? 800 + 15 * row : Math.round(60 * wave(row * 10 + column) ** 3))),
);
const rising = (from: number, to: number): number[] =>
  Array.from({ length: 20 }, (_, at) => to - (to - from) * Math.exp(-at / 4) - 0.004 * wave(at));
const disc = (radius: number): Uint8Array =>
  Uint8Array.from({ length: 784 }, (_, at) =>
    Math.hypot((at % 28) - 13.5, Math.floor(at / 28) - 13.5) < radius ? 220 : 0,
  );

/** One figure of every kind, made of invented numbers: for tests, and to look at the style. */
export const EXAMPLES: readonly Figure[] = [
  {
    kind: 'image-grid',
    title: 'Twelve test images',
    subtitle: 'true class, predicted class and its probability',
    shape: [28, 28, 1],
    tiles: Array.from({ length: 12 }, (_, at) => ({
      pixels: disc(3 + at),
      caption: [`true: ${CLASSES[at % 10]}`, `predicted: ${CLASSES[(at * 7) % 10]} 0.${50 + at}`],
      verdict: at % 3 === 0 ? 'wrong' : 'right',
    })),
  },
  {
    kind: 'pixel-map',
    title: 'Which pixels the forest looks at',
    shape: [28, 28],
    scale: 'sequential',
    maps: [{ values: Float32Array.from(disc(9), (value, at) => value * wave(at)), caption: ['importance'] }],
  },
  {
    kind: 'pixel-map',
    title: 'First-layer filters',
    shape: [3, 3],
    scale: 'diverging',
    size: 60,
    maps: Array.from({ length: 16 }, (_, map) => ({
      values: Array.from({ length: 9 }, (_, at) => wave(map * 9 + at) - 0.5),
    })),
  },
  {
    kind: 'label-distribution',
    title: 'The classes are balanced',
    subtitle: '60,000 training and 10,000 test images',
    classes: CLASSES,
    splits: [
      { name: 'train', counts: CLASSES.map(() => 6000) },
      { name: 'test', counts: CLASSES.map(() => 1000) },
    ],
  },
  {
    kind: 'learning-curves',
    title: 'Training history',
    subtitle: 'the weights of epoch 12 were kept',
    marked: 12,
    curves: [
      { metric: 'loss', series: 'train', values: rising(1, 0.2) },
      { metric: 'loss', series: 'validation', values: rising(0.9, 0.3) },
      { metric: 'accuracy', series: 'train', values: rising(0.7, 0.95) },
      { metric: 'accuracy', series: 'validation', values: rising(0.72, 0.9) },
      { metric: 'accuracy', series: 'validation (reported)', values: rising(0.71, 0.91), reported: true },
    ],
  },
  {
    kind: 'confusion',
    title: 'Shirts are taken for T-shirts',
    subtitle: 'rows: true class, columns: predicted class; 10,000 test images',
    classes: CLASSES,
    counts,
  },
  { kind: 'class-errors', title: 'What each class was taken for', classes: CLASSES, counts, direction: 'missed' },
  {
    kind: 'model-bars',
    title: 'The forest beats the rest',
    subtitle: '10,000 test images, 95 % intervals',
    models: [
      { name: 'random forest', value: 0.874, low: 0.867, high: 0.88, tiesWithBest: true },
      { name: 'kNN', value: 0.8554, low: 0.848, high: 0.862, tiesWithBest: false },
      { name: 'logistic regression', value: 0.843, low: 0.836, high: 0.85, tiesWithBest: false },
    ],
  },
  {
    kind: 'score-table',
    title: 'Scores per class',
    columns: ['precision', 'recall', 'F1'],
    rows: [
      ...CLASSES.map((name, at) => ({ name, values: [0.8 + 0.02 * at, 0.75 + 0.025 * at, 0.78 + 0.02 * at] })),
      { name: 'macro mean', values: [0.88, 0.87, Number.NaN] },
    ],
  },
  {
    kind: 'roc',
    title: 'One class against the rest',
    curves: CLASSES.slice(0, 6).map((name, at) => ({
      name,
      falsePositiveRate: Array.from({ length: 101 }, (_, i) => i / 100),
      truePositiveRate: Array.from({ length: 101 }, (_, i) => (i / 100) ** (0.04 + 0.03 * at)),
      area: 0.99 - 0.01 * at,
    })),
  },
  {
    kind: 'calibration',
    title: 'The network is too sure of itself',
    curves: ['before', 'after temperature scaling'].map((name, at) => ({
      name,
      bins: Array.from({ length: 10 }, (_, bin) => ({
        confidence: (bin + 0.5) / 10,
        accuracy: ((bin + 0.5) / 10) ** (at === 0 ? 1.5 : 1.05),
        count: 10,
      })),
    })),
  },
  {
    kind: 'validation-curve',
    title: 'Learning rate',
    parameter: 'learning rate',
    scale: 'log',
    chosen: 0.0007,
    series: [
      {
        name: 'validation',
        points: [1e-4, 3e-4, 7e-4, 1e-3, 1e-2].map((at, i) => ({
          at,
          value: 0.87 + 0.01 * (2 - Math.abs(i - 2)),
          low: 0.864 + 0.01 * (2 - Math.abs(i - 2)),
          high: 0.876 + 0.01 * (2 - Math.abs(i - 2)),
        })),
      },
      {
        name: 'reported',
        reported: true,
        points: [1e-4, 3e-4, 7e-4, 1e-3, 1e-2].map((at, i) => ({ at, value: 0.868 + 0.011 * (2 - Math.abs(i - 2)) })),
      },
    ],
  },
  {
    kind: 'heat-map',
    title: 'kNN: k against alpha',
    subtitle: 'validation accuracy in percent',
    x: { name: 'alpha', values: [0, 1, 2, 4] },
    y: { name: 'k', values: [5, 10, 20, 50, 100] },
    scores: Array.from({ length: 5 }, (_, y) => Array.from({ length: 4 }, (_, x) => 0.85 - 0.005 * x - 0.004 * y)),
    chosen: { x: 0, y: 5 },
  },
  {
    kind: 'robustness',
    title: 'Noise hurts trees most',
    corruptions: ['gaussian noise', 'shift', 'blur', 'contrast'].map((name, corruption) => ({
      name,
      models: ['kNN', 'forest', 'CNN'].map((model, at) => ({
        name: model,
        severities: [0, 1, 2, 3, 4, 5],
        accuracies: Array.from(
          { length: 6 },
          (_, severity) => 0.86 + 0.02 * at - severity * (0.02 + 0.02 * corruption) * (1.2 - 0.2 * at),
        ),
      })),
    })),
  },
  {
    kind: 'fold-scores',
    title: 'Carried weights climb, fresh ones do not',
    series: [
      { name: 'fresh model per fold', scores: [0.922, 0.925, 0.921, 0.924, 0.923] },
      { name: 'weights carried over (as reported)', scores: [0.922, 0.945, 0.95, 0.953, 0.961] },
    ],
  },
  {
    kind: 'reported',
    title: 'Reported and ours',
    subtitle: 'bars: 95 % interval of ours',
    rows: [
      { name: 'kNN', reported: 0.85, ours: { value: 0.8498, low: 0.83, high: 0.87 } },
      { name: 'MLP', reported: 0.895, ours: { value: 0.893, low: 0.887, high: 0.899 } },
      { name: 'CNN', reported: 0.943, ours: { value: 0.941, low: 0.936, high: 0.945 } },
    ],
  },
  {
    kind: 'frontier',
    title: 'Accuracy against minutes',
    cost: 'training minutes',
    points: [
      { name: 'kNN', cost: 0.1, accuracy: 0.855 },
      { name: 'forest', cost: 0.4, accuracy: 0.877 },
      { name: 'CNN', cost: 6, accuracy: 0.93 },
      { name: 'slow MLP', cost: 9, accuracy: 0.89 },
    ],
  },
  {
    kind: 'critical-difference',
    title: 'Boosting and forest are ahead of kNN',
    subtitle: 'five data sets; bars join models that Nemenyi’s test does not tell apart',
    models: [
      { name: 'boosting', meanRank: 1.4 },
      { name: 'forest', meanRank: 1.8 },
      { name: 'logistic regression', meanRank: 3.1 },
      { name: 'kNN', meanRank: 3.7 },
    ],
    criticalDifference: 2.1,
    groups: [
      ['boosting', 'forest', 'logistic regression'],
      ['forest', 'logistic regression', 'kNN'],
    ],
  },
];
