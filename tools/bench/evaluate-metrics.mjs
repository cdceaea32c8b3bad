// Metrics of 10,000 predictions of ten classes: must stay under 50 ms. Run after `npx nx build evaluate`:
//   node tools/bench/evaluate-metrics.mjs
// Partner: evaluate-metrics.py measures the same figures with scikit-learn.
import { createRng, matrix } from '../../packages/data/dist/index.js';
import {
  bootstrapMetric,
  compareModels,
  crossValidate,
  evaluatePredictions,
  rocAuc,
} from '../../packages/evaluate/dist/index.js';

const ROWS = 10_000;
const CLASSES = 10;
const rng = createRng(1);
const classes = Array.from({ length: CLASSES }, (_, c) => `class ${c}`);
const truth = Uint16Array.from({ length: ROWS }, () => rng.int(CLASSES));

function predictions(rightness) {
  const values = new Float32Array(ROWS * CLASSES);
  const predicted = new Uint16Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    const target = rng.uniform() < rightness ? truth[row] : rng.int(CLASSES);
    let sum = 0;
    for (let c = 0; c < CLASSES; c++) sum += values[row * CLASSES + c] = rng.uniform() + (c === target ? 1.5 : 0);
    let best = 0;
    for (let c = 0; c < CLASSES; c++) {
      values[row * CLASSES + c] /= sum;
      if (values[row * CLASSES + c] > values[row * CLASSES + best]) best = c;
    }
    predicted[row] = best;
  }
  return { truth, predicted, probabilities: matrix(values, ROWS, CLASSES), classes };
}

/** The plain version that score-steps.ts replaces: sort row numbers with a comparison function. */
function plainOrderings({ probabilities: { values } }) {
  for (let c = 0; c < CLASSES; c++) {
    Uint32Array.from({ length: ROWS }, (_, row) => row).sort(
      (a, b) => values[b * CLASSES + c] - values[a * CLASSES + c],
    );
  }
}

/** Knows nothing and costs nothing, so that what is left is the folds and the guards. */
const constant = {
  kind: 'constant',
  params: {},
  clone: () => constant,
  fit: async (train) => ({
    classes: train.classes,
    predictProba: async ({ rows }) => matrix(new Float32Array(rows * CLASSES).fill(1 / CLASSES), rows, CLASSES),
  }),
};

const [a, b] = [predictions(0.9), predictions(0.89)];
const features = matrix(
  Uint8Array.from({ length: ROWS * 784 }, () => rng.int(256)),
  ROWS,
  784,
);
const jobs = {
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
    crossValidate(constant, { features, labels: truth, classes }, { carriedState: 'ignore' }),
};

const times = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
for (let round = 0; round < 15; round++) {
  for (const [name, job] of Object.entries(jobs)) {
    const started = performance.now();
    await job();
    if (round > 2) times[name].push(performance.now() - started); // the first rounds warm up
  }
}
console.table(
  Object.entries(times).map(([job, values]) => {
    const sorted = values.sort((x, y) => x - y);
    return {
      job,
      'median ms': Number(sorted[sorted.length >> 1].toFixed(2)),
      'least ms': Number(sorted[0].toFixed(2)),
    };
  }),
);
