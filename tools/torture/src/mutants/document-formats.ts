import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDataset } from '@selvedge/ingest';
import { command } from './command-in-process.js';
import type { Format } from './format.js';
import { mutateJsonText } from './mutate-json.js';
import { sampleRows } from './sample-rows.js';

const DOCUMENT = {
  version: 1,
  name: 'sample',
  seed: 3,
  data: { train: 'train.csv', test: 'test.csv' },
  split: { kind: 'last', validation: 6 },
  preprocess: [{ kind: 'standardize' }, { kind: 'pca', components: 3 }],
  models: [
    { name: 'knn', model: { kind: 'knn', k: 3 } },
    {
      name: 'net',
      model: { kind: 'neural', network: { layers: [{ kind: 'dense', units: 3, activation: 'softmax' }] } },
      train: { epochs: 2, batchSize: 8, optimizer: { kind: 'adam', beta1: 0.9 } },
    },
  ],
  report: { html: false },
};

const YAML = `version: 1
name: sample
seed: 3
data: { train: train.csv, test: test.csv }
split: { kind: last, validation: 6 }
preprocess: [{ kind: standardize }]
model: { kind: knn, k: 3 }
sweep: { kind: grid, over: { model.k: [1, 3, 5] } }
`;

const SPLIT = `version: 1
data: { train: train.csv }
split: { kind: index-file, file: rows.json }
model: { kind: nearest-centroid }
report: { html: false }
`;

/** Pipeline files as they are checked and planned; nothing is trained. */
export const DOCUMENT_FORMATS: readonly Format[] = [
  ...['json', 'yaml'].map(
    (extension): Format => ({
      name: `pipeline:${extension}`,
      async make(folder) {
        const file = `x.pipeline.${extension}`;
        await writeFile(join(folder, 'package.json'), '{}');
        await writeDataset(sampleRows(30, 1), join(folder, 'train.csv'));
        await writeDataset(sampleRows(12, 2), join(folder, 'test.csv'));
        await writeFile(join(folder, file), extension === 'json' ? JSON.stringify(DOCUMENT) : YAML);
        return [file];
      },
      ...(extension === 'json' && { mutate: mutateJsonText }),
      read: (folder, rng) =>
        command(folder, [...(rng.int(2) === 0 ? ['validate'] : ['graph']), `x.pipeline.${extension}`]),
    }),
  ),
  {
    name: 'index-file',
    async make(folder) {
      await writeFile(join(folder, 'package.json'), '{}');
      await writeDataset(sampleRows(30, 1), join(folder, 'train.csv'));
      await writeFile(join(folder, 'x.pipeline.yaml'), SPLIT);
      await writeFile(
        join(folder, 'rows.json'),
        '{ "train": [0, 3, 1, 2, 7, 9], "validation": [4, 5], "test": [6, 8] }',
      );
      return ['rows.json'];
    },
    mutate: mutateJsonText,
    read: (folder, rng) =>
      command(folder, rng.int(2) === 0 ? ['validate', 'x.pipeline.yaml'] : ['run', 'x.pipeline.yaml', '--no-cache']),
  },
];
