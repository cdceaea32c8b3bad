import { type Change, edited, everything, matching, nothing } from './change.js';
import { FILES, PIPELINE, TRAIN_ROWS, table } from './stale-project.js';
import { PICTURE_CHANGES, TABLE_CHANGES } from './table-changes.js';

/** Fits of these models and what follows from them. */
const models = (...names: readonly string[]) =>
  matching(new RegExp(`^(audit/(${names.join('|')})$|(fit|predict|score)/(${names.join('|')})(/|$))`));
/** All but the search for copies and what is scored, which follows from other steps. */
const computed = (step: string): boolean => step !== 'audit/copies';

const train = FILES['train.csv'];
const test = FILES['test.csv'];
const pipeline = (from: string | RegExp, to: string): Readonly<Record<string, string>> =>
  edited('a.pipeline.yaml', from, to);
/** A table with another text in a row, counted from 0. */
function withRow(text: string, row: number, change: (line: string) => string): string {
  const lines = text.split('\n');
  lines[row + 1] = change(lines[row + 1]);
  return lines.join('\n');
}
const withNumber = (line: string): string => line.replace(/^\d+/, (value) => String(Number(value) + 1));
const withLabel = (line: string): string => line.replace(/[a-z]+$/, (label) => (label === 'ant' ? 'bee' : 'ant'));

const DATA: readonly Change[] = [
  { name: 'nothing', runs: nothing },
  {
    name: 'a number of a training row',
    files: { 'train.csv': withRow(train, 5, withNumber) },
    runs: everything,
  },
  {
    name: 'a number of a validation row',
    files: { 'train.csv': withRow(train, TRAIN_ROWS - 3, withNumber) },
    runs: matching(/^(audit\/copies|(predict|score)\/.*\/validation|(fit|predict|score)\/(net|flow)(\/.*)?)$/),
  },
  {
    name: 'a number of a test row',
    files: { 'test.csv': withRow(test, 4, withNumber) },
    runs: matching(/^(audit\/copies|(predict|score)\/.*\/test)$/),
  },
  {
    name: 'a label of a training row',
    files: { 'train.csv': withRow(train, 5, withLabel) },
    runs: matching(/^(fit|predict|score|audit\/mine)/),
  },
  {
    name: 'a label of a test row',
    files: { 'test.csv': withRow(test, 4, withLabel) },
    runs: matching(/^score\/.*\/test$/),
  },
  {
    name: 'the order of labels',
    files: { 'train.csv': train.replaceAll('ant', 'dog'), 'test.csv': test.replaceAll('ant', 'dog') },
    runs: matching(/^(fit|predict|score|audit\/mine)/),
  },
  {
    name: 'names of two columns exchanged',
    files: {
      'train.csv': table(TRAIN_ROWS, 1, 'width,length,height'),
      'test.csv': table(18, 2, 'width,length,height'),
    },
    runs: everything,
  },
  {
    name: 'ends of lines of a table',
    files: { 'test.csv': test.replaceAll('\n', '\r\n') },
    nx: 'again',
    runs: nothing,
  },
  {
    name: 'the path of a table',
    files: { 'other.csv': test, ...pipeline('test: test.csv', 'test: other.csv') },
    nx: 'again',
    runs: nothing,
  },
];

const PARAMETERS: readonly Change[] = [
  {
    name: 'the seed',
    files: pipeline('seed: 3', 'seed: 4'),
    runs: models('forest', 'cart', 'net', 'flow', 'mine'),
  },
  { name: 'a parameter of a model', files: pipeline('k: 3', 'k: 5'), runs: models('knn') },
  {
    name: 'a parameter of preparation',
    files: pipeline('[{ kind: standardize }]', '[{ kind: scale }]'),
    runs: (step) => models('knn')(step) || step === 'prepare/knn',
  },
  { name: 'a length of training', files: pipeline('epochs: 2', 'epochs: 3'), runs: models('net') },
  { name: 'the split', files: pipeline('validation: 12', 'validation: 15'), runs: everything },
  {
    name: 'other words for the same split',
    files: pipeline('{ kind: last, validation: 12 }', '{ kind: ranges, train: [0, 60], validation: [60, 72] }'),
    nx: 'again',
    runs: nothing,
  },
  { name: 'a metric', files: pipeline('[accuracy]', '[accuracy, macro-f1]'), runs: matching(/^score\//) },
  { name: 'a comment', files: pipeline('seed: 3', 'seed: 3 # three'), nx: 'again', runs: nothing },
  { name: 'blanks', files: pipeline('{ kind: knn, k: 3 }', '{ kind: knn,   k: 3  }'), nx: 'again', runs: nothing },
  {
    name: 'the order of keys',
    files: pipeline('{ kind: knn, k: 3 }', '{ k: 3, kind: knn }'),
    nx: 'again',
    runs: nothing,
  },
  { name: 'the name of the pipeline', files: pipeline('name: stale', 'name: fresh'), nx: 'again', runs: nothing },
  { name: 'the name of a model', files: pipeline('name: knn', 'name: neighbours'), nx: 'again', runs: nothing },
  {
    name: 'a description',
    files: { 'a.pipeline.yaml': `${PIPELINE}description: other words\n` },
    nx: 'again',
    runs: nothing,
  },
  {
    name: 'the title of the report',
    files: pipeline('html: false', 'html: false, title: x'),
    nx: 'again',
    runs: nothing,
  },
  {
    name: 'a file that extends it',
    files: { 'b.pipeline.yaml': 'extends: a.pipeline.yaml\nname: b\n' },
    pipeline: 'b.pipeline.yaml',
    nx: 'apart',
    runs: nothing,
  },
  { name: 'a value set to what it is', words: ['--set', 'models[0].model.k=3'], nx: 'apart', runs: nothing },
  { name: 'a store', words: ['--store', 'shared'], nx: 'apart', runs: nothing },
  { name: 'a store by the environment', env: { SELVEDGE_STORE: 'shared' }, nx: 'apart', runs: nothing },
  { name: 'the folder of the run', words: ['--output', 'elsewhere/run'], nx: 'apart', runs: nothing },
  { name: 'a level of logging', words: ['--verbose'], nx: 'apart', runs: nothing },
  { name: 'events as JSON', words: ['--json-events'], nx: 'apart', runs: nothing },
  { name: 'two workers', words: ['--workers', '2'], nx: 'apart', runs: nothing },
];

const SURROUNDINGS: readonly Change[] = [
  { name: 'SELVEDGE_RUNTIME', env: { SELVEDGE_RUNTIME: 'web' }, runs: models('knn', 'net', 'mine') },
  { name: 'SELVEDGE_TFJS', env: { SELVEDGE_TFJS: 'cpu' }, runs: models('flow') },
  { name: 'SELVEDGE_THREADS', env: { SELVEDGE_THREADS: '2' }, runs: models('net', 'flow') },
  ...['NO_COLOR', 'TZ', 'LANG', 'SELVEDGE_RUNS'].map(
    (name): Change => ({ name, env: { [name]: name === 'TZ' ? 'Asia/Tokyo' : 'other' }, runs: nothing }),
  ),
  { name: 'instructions of the processor', env: { TORTURE_PROCESSOR: 'avx512_torture' }, nx: 'apart', runs: computed },
  ...(
    [
      ['ml-cart', models('cart')],
      ['onnxruntime-node', models('knn', 'net', 'mine')],
      ['@tensorflow/tfjs-core', models('flow')],
      ['ml-knn', models('cart')],
      ['fast-png', nothing],
    ] as const
  ).map(
    ([name, runs]): Change => ({
      name: `the version of ${name}`,
      env: { TORTURE_VERSION: `${name}=99.0.0` },
      nx: 'apart',
      runs,
    }),
  ),
];

const CODE: readonly Change[] = (
  [
    ['packages/data/dist', everything],
    // Nothing is prepared for the models behind prepare/forest.
    ['packages/component/dist', (step: string): boolean => computed(step) && step !== 'prepare/forest'],
    ['packages/preprocess/dist', computed],
    ['packages/compute/dist', matching(/^(fit|predict|score|audit\/mine)/)],
    ['packages/classical/dist', models('knn', 'forest', 'cart', 'mine')],
    ['packages/mljs/dist', models('cart')],
    ['packages/networks/dist', models('net', 'flow')],
    ['packages/neural/dist', models('net', 'flow')],
    ['packages/engine-onnx/dist', models('net')],
    ['packages/engine-tfjs/dist', models('flow')],
    ['packages/evaluate/dist', matching(/^score\//)],
    ['packages/resample/dist', matching(/^audit\//)],
    ['packages/pipeline/dist/node', everything], // whatever was edited there, it is not what the build says,
    ['packages/pipeline/dist/report', nothing],
    ['packages/ingest/dist', nothing],
    ['packages/report/dist', nothing],
    ['packages/cli/dist', nothing],
  ] as const
).map(
  ([folder, runs]): Change => ({ name: `code of ${folder}`, env: { TORTURE_CODE: `${folder}/` }, nx: 'apart', runs }),
);

const PLUGINS: readonly Change[] = [
  {
    name: 'the code of a registered model',
    files: edited('plugin/lamp.js', 'BULBS * nearness', '2 * BULBS * nearness'),
    runs: models('mine'),
  },
  {
    name: 'what it imports',
    files: edited('plugin/nearness.js', '1 / (1 + sum)', '1 / (2 + sum)'),
    runs: models('mine'),
  },
  {
    name: 'the version of a package that it imports',
    files: edited('node_modules/bulbs/package.json', '1.0.0', '1.0.1'),
    nx: 'apart', // for what is installed Nx reads the lock file
    runs: models('mine'),
  },
  {
    name: 'the version that it states',
    files: edited('selvedge.config.js', "version: '1'", "version: '2'"),
    runs: models('mine'),
  },
  {
    name: 'a registered network',
    files: edited('selvedge.config.js', 'units: 6', 'units: 7'),
    runs: models('net', 'mine'), // the code of a configuration is one
  },
  {
    name: 'a store in the configuration',
    files: edited('selvedge.config.js', 'plugins: [', "store: { url: './shared', writing: 'off' },\n  plugins: ["),
    runs: models('mine'), // its code is the configuration's; a network's key holds its layers
  },
  {
    name: 'a module that nothing imports',
    files: { 'plugin/unrelated.js': 'export const unrelated = 2;\n' },
    runs: nothing,
  },
];

/** Every ingredient of keys, and what is none. */
export const CHANGES: readonly Change[] = [
  ...DATA,
  ...PARAMETERS,
  ...SURROUNDINGS,
  ...CODE,
  ...PLUGINS,
  ...TABLE_CHANGES,
  ...PICTURE_CHANGES,
];
