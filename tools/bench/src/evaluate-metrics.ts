// Metrics of 10,000 predictions of ten classes: must stay under 50 ms. Run after `npm run build`:
//   node tools/bench/dist/evaluate-metrics.js
// Partner: evaluate-metrics.py measures the same figures with scikit-learn.
import { type Classifier, createRng, type FittedClassifier, type Labels, type Matrix, matrix } from '@selvedge/data';
import { bootstrapMetric, compareModels, evaluatePredictions, rocAuc } from '@selvedge/evaluate';
import { crossValidate } from '@selvedge/resample';
import { median } from './median.js';

const ROWS = 10_000;
const CLASSES = 10;
const rng = createRng(1);
const classes = Array.from({ length: CLASSES }, (_, c) => `class ${c}`);
const truth: Labels = Uint16Array.from({ length: ROWS }, () => rng.int(CLASSES));

interface Predictions {
  readonly truth: Labels;
  readonly predicted: Labels;
  readonly probabilities: Matrix<Float32Array>;
  readonly classes: readonly string[];
}

function predictions(rightness: number): Predictions {
  const values = new Float32Array(ROWS * CLASSES);
  const predicted = new Uint16Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    const target = rng.uniform() < rightness ? truth[row] : rng.int(CLASSES);
    let sum = 0;
    const scores = values.subarray(row * CLASSES, (row + 1) * CLASSES);
    for (let c = 0; c < CLASSES; c++) sum += scores[c] = rng.uniform() + (c === target ? 1.5 : 0);
    scores.set(scores.map((score) => score / sum));
    predicted[row] = scores.indexOf(Math.max(...scores));
  }
  return { truth, predicted, probabilities: matrix(values, ROWS, CLASSES), classes };
}

/** The plain version that score-steps.ts replaces: sort row numbers with a comparison function. */
function plainOrderings({ probabilities: { values } }: Predictions): void {
  for (let c = 0; c < CLASSES; c++) {
    Uint32Array.from({ length: ROWS }, (_, row) => row).sort(
      (a, b) => (values[b * CLASSES + c] ?? 0) - (values[a * CLASSES + c] ?? 0),
    );
  }
}

/** Knows nothing and costs nothing, so that what is left is the folds and the guards. */
const constant: Classifier = {
  kind: 'constant',
  params: {},
  clone: () => constant,
  fit: async (train) =>
    // Folds ask for nothing else.
    ({
      classes: train.classes,
      predictProba: async ({ rows }: Matrix) =>
        matrix(new Float32Array(rows * CLASSES).fill(1 / CLASSES), rows, CLASSES),
    }) as unknown as FittedClassifier,
};

const [a, b] = [predictions(0.9), predictions(0.89)];
const features = matrix(
  Uint8Array.from({ length: ROWS * 784 }, () => rng.int(256)),
  ROWS,
  784,
);
const jobs: Record<string, () => unknown> = {
  'evaluatePredictions, everything': () => evaluatePredictions(a),
  'evaluatePredictions, labels only': () => evaluatePredictions({ truth, predicted: a.predicted, classes }),
  'rocAuc, two native sorts': () => rocAuc(truth, a.probabilities, classes),
  'ten orderings by comparison': () => plainOrderings(a),
  'bootstrap of macro F1, 1,000 resamples': () => bootstrapMetric('macro-f1', a),
  'compareModels, two, accuracy': () =>
    compareModels([
      { name: 'a', ...a },
      { name: 'b', ...b },
    ]),
  'folds and guards, 10,000 x 784': () => crossValidate(constant, { features, labels: truth, classes }),
  'the same without the probe': () =>
    crossValidate(constant, { features, labels: truth, classes }, { stateLeak: 'ignore' }),
};

const times = new Map<string, number[]>(Object.keys(jobs).map((name) => [name, []]));
for (let round = 0; round < 15; round++) {
  for (const [name, job] of Object.entries(jobs)) {
    const started = performance.now();
    await job();
    if (round > 2) times.get(name)?.push(performance.now() - started); // the first rounds warm up
  }
}
console.table(
  [...times].map(([job, values]) => ({
    job,
    'median ms': Number(median(values).toFixed(2)),
    'least ms': Number(Math.min(...values).toFixed(2)),
  })),
);
