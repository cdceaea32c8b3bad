import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodePng } from '@selvedge/ingest/decode';

const MODULES = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));

/** A pipeline with a model of each kind of ingredients. */
export const PIPELINE = `version: 1
name: stale
seed: 3
data: { train: train.csv, test: test.csv }
split: { kind: last, validation: 12 }
models:
  - { name: knn, preprocess: [{ kind: standardize }], model: { kind: knn, k: 3 } }
  - { name: forest, model: { kind: random-forest, nEstimators: 5 } }
  - { name: cart, model: { kind: decision-tree, engine: mljs, maxDepth: 3 } }
  - { name: net, preprocess: [{ kind: min-max }], model: { kind: neural, network: { zoo: small } }, train: { epochs: 2, batchSize: 16 } }
  - { name: flow, model: { kind: neural, engine: tfjs, network: { zoo: mlp, hidden: [4] } }, train: { epochs: 1, batchSize: 32 } }
  - { name: mine, model: { kind: lamp } }
evaluate: { metrics: [accuracy] }
report: { html: false }
`;

const CONFIG = `import { lamp } from './plugin/lamp.js';
export default {
  plugins: [{
    name: 'mine',
    version: '1',
    models: [lamp],
    networks: { small: ({ classes }) => ({ layers: [{ kind: 'dense', units: 6, activation: 'relu' }, { kind: 'dense', units: classes, activation: 'softmax' }] }) },
  }],
};
`;

/** A registered model: the nearest mean, by what a module that it imports says is near. */
const LAMP = `import { z } from 'zod';
import { BULBS } from 'bulbs';
import { means, nearness } from './nearness.js';
const fitted = (classes, columns, centres) => {
  const model = {
    kind: 'lamp', params: {}, classes, columns,
    async predictProba({ values, rows }) {
      const found = new Float32Array(rows * classes.length);
      for (let row = 0; row < rows; row++) {
        const near = classes.map((_, at) => BULBS * nearness(values, row, centres, at, columns));
        const total = near.reduce((sum, each) => sum + each, 0);
        for (const [at, each] of near.entries()) found[row * classes.length + at] = each / total;
      }
      return { values: found, rows, columns: classes.length };
    },
    async predict(features) {
      const { values } = await model.predictProba(features);
      return Uint16Array.from({ length: features.rows }, (_, row) => {
        const own = values.subarray(row * classes.length, (row + 1) * classes.length);
        return own.indexOf(Math.max(...own));
      });
    },
    async score({ features, labels }) {
      const predicted = await model.predict(features);
      return predicted.filter((label, row) => label === labels[row]).length / labels.length;
    },
    save: () => ({ format: 'stale.lamp', version: 1, config: { classes, columns }, tensors: { centres: { values: centres, shape: [classes.length, columns] } } }),
  };
  return model;
};
const classifier = { kind: 'lamp', params: {}, clone: () => classifier, async fit({ features, labels, classes }) { return fitted(classes, features.columns, means(features, labels, classes.length)); } };
export const lamp = {
  kind: 'lamp',
  schema: z.strictObject({ kind: z.literal('lamp') }),
  family: 'classical',
  create: () => classifier,
  load: ({ config, tensors }) => fitted(config.classes, config.columns, tensors.centres.values),
};
`;

const NEARNESS = `export function means({ values, rows, columns }, labels, classes) {
  const sums = new Float64Array(classes * columns);
  const counts = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    counts[labels[row]]++;
    for (let at = 0; at < columns; at++) sums[labels[row] * columns + at] += values[row * columns + at];
  }
  return sums.map((sum, at) => sum / counts[Math.floor(at / columns)]);
}
export function nearness(values, row, centres, label, columns) {
  let sum = 0;
  for (let at = 0; at < columns; at++) sum += (values[row * columns + at] - centres[label * columns + at]) ** 2;
  return 1 / (1 + sum);
}
`;

const CLASSES = ['ant', 'bee', 'cat'];

/** Rows of three classes with whole numbers, as text. */
export function table(rows: number, begin: number, names = 'length,width,height'): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const label = (row + begin) % 3;
    const numbers = [0, 1, 2].map((column) => ((row * 7 + begin * 3 + column * 5) % 9) + (column === label ? 20 : 0));
    return `${numbers.join()},${CLASSES[label]}`;
  });
  return `${names},label\n${lines.join('\n')}\n`;
}

/** Training rows, of which the last twelve are for validation. */
export const TRAIN_ROWS = 72;

const TABLE_PIPELINE = `version: 1
name: table
seed: 3
data: { train: wide.csv, validation: wide-validation.csv, test: wide-test.csv, label: kind, id: row, weights: mass, drop: [note], delimiter: ';', decimal: ',', missing: nan }
models:
  - { name: bayes, preprocess: [{ kind: impute }], model: { kind: gaussian-naive-bayes } }
  - { name: cost, model: { kind: tuned-threshold, by: cost, falseNegativeCost: 3, folds: 2, member: { kind: decision-tree, maxDepth: 3 } } }
evaluate: { metrics: [accuracy] }
report: { html: false }
`;

/** Rows with a name, two numbers of which some are missing, a note, a weight, and one of two classes. */
function wideTable(rows: number, begin: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const label = (row + begin) % 2;
    const length = ((row * 7 + begin) % 11) + 6 * label;
    const width = (row + begin) % 5 === 3 ? '' : `${(row * 3) % 8},5`;
    return `${row};${length};${width};a;${1 + (row % 3)},5;${['no', 'yes'][label]}`;
  });
  return `row;length;width;note;mass;kind\n${lines.join('\n')}\n`;
}

const PHOTOS_PIPELINE = `version: 1
name: photos
seed: 3
data: { name: photos, onBadImage: error }
split: { kind: last, validation: 4 }
models:
  - { name: knn, model: { kind: knn, k: 3 } }
evaluate: { metrics: [accuracy] }
report: { html: false }
`;

/** A picture of 6 x 6, brighter for the second class. */
export const pictureOf = (row: number, label: number): Uint8Array =>
  encodePng({
    shape: [6, 6, 1],
    values: Uint8Array.from({ length: 36 }, (_, at) => ((at * 7 + row * 13) % 90) + 150 * label),
  });

/** Paths of the pictures in the project. */
export const PICTURES: readonly string[] = Array.from({ length: 24 }, (_, row) => `pictures/${row}.png`);

const photosManifest = (): string => {
  const split = (file: string) => ({
    format: 'csv',
    data: { file },
    options: { imageColumn: 'file', image: { size: 4 } },
  });
  return JSON.stringify({
    name: 'photos',
    title: 'Photographs',
    folder: '..',
    splits: { train: split('photos-train.csv'), test: split('photos-test.csv') },
  });
};

const listOf = (from: number, to: number): string =>
  `file,label\n${PICTURES.slice(from, to)
    .map((path, row) => `${path},${['dark', 'bright'][row % 2]}\n`)
    .join('')}`;

/** Pipelines whose runs are compared with those of changed projects. */
export const BASES = ['a.pipeline.yaml', 'table.pipeline.yaml', 'photos.pipeline.yaml'] as const;
export type Base = (typeof BASES)[number];

/** Files of the project as they are before anything is changed. */
export const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "stale", "type": "module" }\n',
  'train.csv': table(TRAIN_ROWS, 1),
  'test.csv': table(18, 2),
  'a.pipeline.yaml': PIPELINE,
  'selvedge.config.js': CONFIG,
  'plugin/lamp.js': LAMP,
  'plugin/nearness.js': NEARNESS,
  'plugin/unrelated.js': 'export const unrelated = 1;\n',
  'node_modules/bulbs/package.json':
    '{ "name": "bulbs", "version": "1.0.0", "type": "module", "exports": "./index.js" }\n',
  'node_modules/bulbs/index.js': 'export const BULBS = 1;\n',
  'table.pipeline.yaml': TABLE_PIPELINE,
  'wide.csv': wideTable(60, 0),
  'wide-validation.csv': wideTable(14, 0),
  'wide-test.csv': wideTable(16, 1),
  'photos.pipeline.yaml': PHOTOS_PIPELINE,
  'datasets/photos.json': photosManifest(),
  'photos-train.csv': listOf(0, 16),
  'photos-test.csv': listOf(16, 24),
};

/** Those that are no text. */
export const PICTURE_FILES: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  PICTURES.map((path, row) => [path, pictureOf(row, row % 2)]),
);

/** Writes the project; packages of this repository are links. */
export async function makeStaleProject(folder: string, links: readonly string[] = ['zod']): Promise<void> {
  for (const [name, content] of Object.entries({ ...FILES, ...PICTURE_FILES })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  for (const name of links) {
    await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true });
    await symlink(join(MODULES, name), join(folder, 'node_modules', name), 'dir');
  }
}
