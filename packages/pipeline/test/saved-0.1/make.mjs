// Makes what saved-0.1.test.ts loads: a model of every family with its preparation, a run with its manifest, and an entry
// of the cache. To be run with the release whose files must load, never with a later one:
//
//   node make.mjs <folder of a built checkout of that release>
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
const release = (name) => import(pathToFileURL(resolve(process.argv[2], `packages/${name}/dist/index.js`)).href);
const { parseSpec, run, saveModel } = await release('pipeline');
const { createRng, matrix } = await release('data');
const { classifiers, createFeatures } = await release('classical');
const { NeuralClassifier } = await release('neural');
const { createTransform, withTransforms } = await release('preprocess');
const { Cache } = await release('workflow');

const SIDE = 6;
const CLASSES = ['dot', 'bar', 'rest'];
/** Images with a bright spot, a bright row, or neither. */
function images(rows, seed) {
  const rng = createRng(seed);
  return Array.from({ length: rows }, (_, row) => {
    const kind = row % CLASSES.length;
    const at = rng.int(SIDE);
    const pixels = Array.from({ length: SIDE * SIDE }, (_, pixel) => {
      const isBright = kind === 0 ? pixel === at * SIDE + at : kind === 1 && Math.floor(pixel / SIDE) === at;
      return rng.int(80) + (isBright ? 170 : 0);
    });
    return { pixels, label: CLASSES[kind] };
  });
}
const table = (rows) =>
  `${[['label', ...rows[0].pixels.map((_, pixel) => `pixel${pixel}`)], ...rows.map(({ pixels, label }) => [label, ...pixels])].map((line) => line.join()).join('\n')}\n`;
const featuresOf = (rows) => matrix(Uint8Array.from(rows.flatMap(({ pixels }) => pixels)), rows.length, SIDE * SIDE);

const train = images(45, 1);
const test = images(12, 2);
for (const name of ['models', 'run', 'cache']) await rm(join(here, name), { recursive: true, force: true });
await mkdir(join(here, 'models'));
await writeFile(join(here, 'test.csv'), table(test));

const shape = [SIDE, SIDE, 1];
const preparations = [
  () => [createTransform({ kind: 'standardize' })],
  () => [createTransform({ kind: 'min-max' }), createTransform({ kind: 'pca', components: 4 })],
  () => [createFeatures({ kind: 'hog', cell: 3, block: 1, orientations: 4 })],
  () => [createTransform({ kind: 'scale' }), createTransform({ kind: 'flatten' })],
  () => [createFeatures({ kind: 'patches', size: 3, features: 4, cells: 2, samples: 200 })],
];
const layers = [
  { kind: 'reshape', targetShape: shape },
  { kind: 'conv2d', filters: 2, kernelSize: 3 },
  { kind: 'batch-normalization' },
  { kind: 'flatten' },
  { kind: 'dense', units: 3, activation: 'softmax' },
];
const neural = new NeuralClassifier({ network: { layers }, train: { epochs: 3, batchSize: 16 }, threads: 1 });
const models = [
  ...classifiers.definitions.map(({ kind, contract: [{ params }] }, at) => [
    kind,
    withTransforms(preparations[at % preparations.length](), classifiers.create({ kind, ...params }), shape),
  ]),
  [
    'neural',
    withTransforms(
      [createTransform({ kind: 'scale' }), createTransform({ kind: 'reshape', shape: [36] })],
      neural,
      shape,
    ),
  ],
];
const labels = Uint16Array.from(train, ({ label }) => CLASSES.indexOf(label));
const probabilities = {};
for (const [kind, model] of models) {
  const fitted = await model.fit({ features: featuresOf(train), labels, classes: CLASSES }, { seed: 3 });
  await saveModel(fitted, join(here, 'models', `${kind}.safetensors`));
  probabilities[kind] = [...(await fitted.predictProba(featuresOf(test))).values];
}
await writeFile(join(here, 'probabilities.json'), `${JSON.stringify(probabilities)}\n`);

const project = join(tmpdir(), 'selvedge-saved');
await rm(project, { recursive: true, force: true });
await mkdir(project);
await writeFile(join(project, 'package.json'), '{}');
await writeFile(join(project, 'train.csv'), table(train));
await writeFile(join(project, 'test.csv'), table(test));
await writeFile(
  join(project, 'saved.pipeline.yaml'),
  `version: 1
name: saved
seed: 3
data: { train: train.csv, test: test.csv }
models:
  - { name: knn, preprocess: [{ kind: standardize }], model: { kind: knn, k: 3 } }
  - name: mlp
    preprocess: [{ kind: min-max }]
    model: { kind: neural, network: { zoo: mlp, hidden: [4] } }
    train: { epochs: 3, batchSize: 16 }
report: { html: false }
`,
);
const pipeline = await parseSpec(join(project, 'saved.pipeline.yaml'), { projectDirectory: project });
const cacheDirectory = join(project, 'cache');
await run(pipeline, { output: join(project, 'run'), cacheDirectory });
await cp(join(project, 'run'), join(here, 'run'), { recursive: true });
// One entry of the cache, as it is.
const cache = new Cache(cacheDirectory);
const entries = (await readdir(join(cacheDirectory, 'v1'), { recursive: true })).filter((name) =>
  name.endsWith('entry.json'),
);
for (const entry of entries) {
  const key = entry.split('/').at(-2);
  if ((await cache.peek(key))?.step !== 'fit') continue;
  await cp(cache.folderOf(key), join(here, cache.folderOf(key).slice(project.length + 1)), { recursive: true });
  break;
}
await rm(project, { recursive: true });
process.exit(0); // worker threads would wait for more work
