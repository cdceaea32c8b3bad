// Makes what saved-tables.test.ts loads: models of tables with categories, floats, missing values, weights and thresholds, which
// saved-0.1 has none of. To be run with the release whose files must load, never with a later one:
//
//   node make.mjs <folder of a built checkout of that release>
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
const release = (name) => import(pathToFileURL(resolve(process.argv[2], `packages/${name}/dist/index.js`)).href);
const { saveModel } = await release('pipeline');
const { createRng, matrix } = await release('data');
const { classifiers } = await release('classical');
const { createTransform, withTransforms } = await release('preprocess');

const COLUMNS = ['town', 'length', 'width', 'mass'];
const CLASSES = ['no', 'yes'];
/** A column of three categories and three of floats; every fifth row misses a length or a width. */
function table(rows, seed) {
  const rng = createRng(`table ${seed}`);
  return Array.from({ length: rows }, (_, row) => {
    const label = row % 2;
    const numbers = [(row + label) % 3, rng.uniform() + label, rng.uniform() * 3 - label, rng.uniform()];
    if (row % 5 === 4) numbers[1 + (row % 2)] = Number.NaN;
    return { numbers, label };
  });
}
const featuresOf = (rows) => ({
  ...matrix(Float32Array.from(rows.flatMap(({ numbers }) => numbers)), rows.length, COLUMNS.length),
  names: COLUMNS,
});

const model = (kind, params = {}) => classifiers.create({ kind, ...params });
const prepared = (steps, last) => withTransforms(steps.map(createTransform), last);
const impute = { kind: 'impute' };
const oneHot = { columns: ['town'], steps: [{ kind: 'one-hot', unknown: 'ignore' }] };
const models = {
  'decision-tree': model('decision-tree'),
  'random-forest': model('random-forest', { nEstimators: 5 }),
  'extra-trees': model('extra-trees', { nEstimators: 5 }),
  'hist-gradient-boosting': model('hist-gradient-boosting', { maxIter: 5 }),
  'one-hot': prepared([impute, { kind: 'columns', transformers: [oneHot] }], model('logistic-regression')),
  ordinal: prepared([{ kind: 'ordinal', unknown: 'missing' }], model('decision-tree')),
  'select-and-bins': prepared(
    [
      impute,
      { kind: 'select', columns: ['width', 'length'] },
      { kind: 'robust-scale' },
      { kind: 'quantile-bins', bins: 4 },
    ],
    model('gaussian-naive-bayes'),
  ),
  'tuned-threshold': model('tuned-threshold', {
    member: { kind: 'decision-tree', maxDepth: 2 },
    by: 'balanced-accuracy',
  }),
  stacking: model('stacking', { members: [{ kind: 'decision-tree' }, { kind: 'extra-trees', nEstimators: 3 }] }),
};

const train = table(60, 1);
const test = table(12, 2);
const labels = Uint16Array.from(train, ({ label }) => label);
const rows = { features: featuresOf(train), labels, classes: CLASSES, columns: COLUMNS };
const sampleWeight = Float64Array.from(train, (_, row) => 1 + (row % 3));
await rm(join(here, 'models'), { recursive: true, force: true });
await mkdir(join(here, 'models'));
const expected = {};
for (const [name, classifier] of Object.entries(models)) {
  const isWeighted = ['decision-tree', 'hist-gradient-boosting'].includes(name);
  const fitted = await classifier.fit(rows, { seed: 3, ...(isWeighted && { sampleWeight }) });
  await saveModel(fitted, join(here, 'models', `${name}.safetensors`));
  const features = featuresOf(test);
  expected[name] = {
    probabilities: [...(await fitted.predictProba(features)).values],
    predicted: [...(await fitted.predict(features))],
  };
}
await writeFile(join(here, 'rows.json'), `${JSON.stringify(test.map(({ numbers }) => numbers))}\n`); // NaN is null
await writeFile(join(here, 'expected.json'), `${JSON.stringify(expected)}\n`);
process.exit(0); // worker threads would wait for more work
