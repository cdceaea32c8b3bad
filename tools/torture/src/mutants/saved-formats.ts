import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classifiers, createFeatures, loadFeatures } from '@selvedge/classical';
import {
  type Classifier,
  type Dataset,
  decodeSafetensors,
  encodeSafetensors,
  type FittedTransform,
  type Matrix,
  type Rng,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { loadKeras, loadKerasWeights, loadLayersModel, resolveNetwork, saveLayersModel } from '@selvedge/networks';
import type { Network } from '@selvedge/networks/types';
import { NeuralClassifier } from '@selvedge/neural';
import { loadModel, saveModel } from '@selvedge/pipeline';
import { createTransform, transforms as knownTransforms, loadTransform, withTransforms } from '@selvedge/preprocess';
import { unzipSync, zipSync } from 'fflate';
import { savedStates } from '../states/tensor-states.js';
import type { Format } from './format.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJsonText } from './mutate-json.js';
import { mutateState } from './mutate-state.js';
import { sampleRows } from './sample-rows.js';
import { TABLE_MODELS, tableRows } from './table-models.js';

const MODEL = 'model.safetensors';
const network = {
  layers: [
    { kind: 'reshape', targetShape: [6, 6, 1] },
    { kind: 'conv2d', filters: 2, kernelSize: 3 },
    { kind: 'batch-normalization' },
    { kind: 'flatten' },
    { kind: 'dense', units: 3, activation: 'softmax' },
  ],
} as const;
const neural = (train: object): Classifier =>
  new NeuralClassifier({ network, train: { epochs: 2, batchSize: 8, ...train }, threads: 1 } as never);

const classical = classifiers.definitions.map(({ kind, contract: [{ params }] }): [string, Classifier] => [
  kind,
  classifiers.create({ kind, ...params }),
]);
type RowsOf = (rows: number, seed: number) => Dataset;
const models: readonly (readonly [string, Classifier, RowsOf?])[] = [
  ...classical,
  ['neural', neural({})],
  [
    'prepared',
    withTransforms(
      [createTransform({ kind: 'standardize' }), createTransform({ kind: 'pca', components: 2 })],
      classifiers.create({ kind: 'gaussian-naive-bayes' }),
    ),
  ],
  ...TABLE_MODELS.map(([kind, classifier]) => [`table: ${kind}`, classifier, tableRows] as const),
];

/** Parameters of those that have no defaults, or for which the samples are too small. */
const PARAMS: Readonly<Record<string, object>> = {
  reshape: { shape: [36] },
  pca: { components: 3 },
  select: { columns: [0, 3, 5] },
  columns: { transformers: [{ columns: [0, 1], steps: [{ kind: 'standardize' }] }], remainder: 'drop' },
};

/** Of tables, with categories that are all known. */
const OF_TABLES = ['ordinal', 'one-hot', 'select', 'columns'];
function rowsFor(kind: string, rows: number, seed: number): ShapedRows {
  const { features, shape } = OF_TABLES.includes(kind) ? sampleRows(30, 1) : sampleRows(rows, seed);
  return OF_TABLES.includes(kind) ? { features: { ...features, shape: [36] }, shape: [36] } : { features, shape };
}

const transforms: readonly (readonly [string, Transform, (saved: never) => FittedTransform])[] = [
  ...knownTransforms.kinds.map(
    (kind) => [kind, createTransform({ kind, ...PARAMS[kind] } as never), loadTransform] as const,
  ),
  ['hog', createFeatures({ kind: 'hog', cell: 3, block: 1, orientations: 4 }), loadFeatures],
  ['patches', createFeatures({ kind: 'patches', size: 3, features: 4, cells: 2, samples: 200 }), loadFeatures],
  ['k-means', createFeatures({ kind: 'k-means', nClusters: 4 }), loadFeatures],
];

/** A file that is read is to be a model: what it says are probabilities of different classes. */
function checkProbabilities({ values, rows, columns }: Matrix, classes: readonly string[]): void {
  if (columns !== classes.length || new Set(classes).size !== classes.length)
    throw new Error(`${columns} probabilities of the classes ${classes.join(', ')}`);
  for (let row = 0; row < rows; row++) {
    const shares = values.subarray(row * columns, (row + 1) * columns) as Float32Array;
    const sum = shares.reduce((total, share) => total + share, 0);
    if (shares.some((share) => !(share >= 0)) || !(Math.abs(sum - 1) < 1e-3))
      throw new Error(`probabilities ${shares.join(', ')}`);
  }
}

/** What a transform makes of whole rows are numbers, as many as it says. */
function checkPrepared({ features: { values, rows, columns }, shape }: ShapedRows): void {
  const size = shape.reduce((product, each) => product * each, 1);
  if (values.length !== rows * columns || size !== columns)
    throw new Error(`${values.length} numbers in ${rows} rows of ${columns} columns, of the shape ${shape.join(', ')}`);
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) throw new Error(`the number ${values[odd]} of whole rows`);
}

/** Models of every family, transforms, networks and states of trainings. Digests are not checked, or all would end there. */
export const SAVED_FORMATS: readonly Format[] = [
  ...models.map(
    ([kind, classifier, rowsOf = sampleRows]): Format => ({
      name: `model:${kind}`,
      async make(folder) {
        await saveModel(await classifier.fit(rowsOf(30, 1), { seed: 1 }), join(folder, MODEL));
        return [MODEL];
      },
      mutate: mutateState,
      states: savedStates,
      async read(folder) {
        const model = await loadModel(join(folder, MODEL), { verify: false });
        try {
          checkProbabilities(await model.predictProba(rowsOf(6, 2).features), model.classes);
          model.save();
        } finally {
          await model.dispose?.();
        }
      },
    }),
  ),
  ...transforms.map(
    ([kind, transform, load]): Format => ({
      name: `transform:${kind}`,
      async make(folder) {
        const fitted = await transform.fit(rowsFor(kind, 30, 1));
        await writeFile(join(folder, MODEL), encodeSafetensors(fitted.save()));
        return [MODEL];
      },
      mutate: mutateState,
      states: savedStates,
      async read(folder) {
        const fitted = load(decodeSafetensors(await readFile(join(folder, MODEL)), MODEL) as never);
        checkPrepared(fitted.apply(rowsFor(kind, 6, 2)));
      },
    }),
  ),
  {
    name: 'checkpoint',
    async make(folder) {
      await neural({ checkpoint: { path: join(folder, 'state') } }).fit(sampleRows(24, 1), { seed: 1 });
      return ['state'];
    },
    mutate: mutateState,
    async read(folder) {
      const path = join(folder, 'state');
      await (await neural({ checkpoint: { path } }).fit(sampleRows(24, 1), { seed: 1 })).dispose?.();
    },
  },
  kerasFormat('keras', loadKeras, mutateArchive),
  kerasFormat('h5', loadKeras),
  kerasFormat('weights.h5', async (path) => {
    declared ??= loadKeras(kerasFile('keras')).then(({ declaration }) => resolveNetwork(declaration));
    return loadKerasWeights(path, await declared);
  }),
  {
    name: 'layers-model',
    async make(folder) {
      const declared = resolveNetwork({ inputShape: [36], ...network });
      const weights = {
        parameters: new Float32Array(declared.parameterCount).fill(0.1),
        state: new Float32Array(declared.stateCount).fill(1),
      };
      await saveLayersModel({ network: declared, weights }, folder);
      return ['model.json', 'model.json', 'model.json', 'group1-shard1of1.bin'];
    },
    mutate: (bytes, rng, file) =>
      file === 'model.json' ? mutateJsonText(bytes, rng) : bytes.subarray(0, rng.int(bytes.length)),
    read: loadLayersModel,
  },
];

/** Of the network whose weights are read. */
let declared: Promise<Network> | undefined;

const kerasFile = (extension: string): string =>
  fileURLToPath(new URL(`../../../../packages/networks/src/keras/load-keras.reference.${extension}`, import.meta.url));

function kerasFormat(
  extension: string,
  read: (path: string) => Promise<unknown>,
  mutate: Format['mutate'] = mutateBytes,
): Format {
  const file = `network.${extension}`;
  return {
    name: `keras:${extension}`,
    async make(folder) {
      await copyFile(kerasFile(extension), join(folder, file));
      return [file];
    },
    mutate,
    read: (folder) => read(join(folder, file)),
  };
}

/** A member of the archive is changed and packed properly again; now and then bytes of the archive. */
function mutateArchive(bytes: Uint8Array, rng: Rng): Uint8Array {
  if (rng.int(4) === 0) return mutateBytes(bytes, rng);
  const members: Record<string, Uint8Array> = unzipSync(bytes);
  const names = Object.keys(members);
  const name = names[rng.int(names.length)];
  members[name] = name.endsWith('.json') ? mutateJsonText(members[name], rng) : mutateBytes(members[name], rng);
  return zipSync(members);
}
