import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKeys } from '@selvedge/workflow/signing';
import { base, held, options, work } from '../../test/small-runs.js';
import type { ModelInput } from '../registry/models.js';
import type { PipelineInput } from '../spec/schema.js';
import { exportRunModel } from './export-model.js';
import { loadKerasModel } from './keras-model.js';
import { loadRunModel } from './load-model.js';
import { run } from './run-pipeline.js';
import { signModel } from './sign-model.js';

const network = { layers: [{ kind: 'flatten' }, { kind: 'dense', units: 10 }] } as const;
const net: ModelInput = { kind: 'neural', threads: 1, network };

const preparations: readonly (readonly [PipelineInput['preprocess']])[] = [
  [[]],
  [[{ kind: 'scale', factor: 0.01, offset: -1 }]],
  [[{ kind: 'standardize' }]],
  [[{ kind: 'standardize' }, { kind: 'pca', components: 5 }]],
  [[{ kind: 'min-max' }, { kind: 'reshape', shape: [14, 56, 1] }]],
];

test.each(preparations)(
  'exportRunModel writes a network behind %j that takes rows as the run did',
  async (preprocess) => {
    const models = [{ name: 'net', ...(preprocess && { preprocess }), model: net }];
    const { folder } = await run({ ...base, models, train: { epochs: 1 } }, options());
    const file = join(work, 'net.keras');
    expect(await exportRunModel(folder, 'net', file)).toMatchObject({ classes: held.classes, inputShape: [28, 28, 1] });
    const [ours, keras] = [await loadRunModel(folder, 'net'), await loadKerasModel(file, { classes: held.classes })];
    const [expected, found] = await Promise.all([ours, keras].map((model) => model.predict(held)));
    expect(keras.classes).toEqual(ours.classes);
    const differences = found.probabilities.values.map((value, at) =>
      Math.abs(value - expected.probabilities.values[at]),
    );
    expect(Math.max(...differences)).toBeLessThan(1e-5);
  },
);

test('exportRunModel refuses what is not a network, and views', async () => {
  const { folder } = await run(
    {
      ...base,
      models: [
        ...base.models,
        { name: 'views', model: { ...net, testTimeAugmentation: [{}, { flip: true }] } as ModelInput },
      ],
      train: { epochs: 1 },
    },
    options(),
  );
  await expect(exportRunModel(folder, 'knn', join(work, 'knn.keras'))).rejects.toThrow(
    /'knn' is a knn; Keras has layers/,
  );
  await expect(exportRunModel(folder, 'views', join(work, 'v.keras'))).rejects.toThrow(/averages views/);
});

test('a signed file of Keras loads as it was signed, and not otherwise', async () => {
  const { folder } = await run({ ...base, models: [{ name: 'net', model: net }], train: { epochs: 1 } }, options());
  const file = join(work, 'signed.keras');
  const { privateKey, publicKey } = createSigningKeys();
  const load = () => loadKerasModel(file, { classes: held.classes, trustedKeys: [publicKey] });
  await exportRunModel(folder, 'net', file);
  await expect(load()).rejects.toThrow(/is not signed/);
  await signModel(file, { privateKey });
  expect((await load()).classes).toEqual(held.classes);
  await appendFile(file, ' ');
  await expect(load()).rejects.toThrow(`${file} is not what ${publicKey} signed`);
});
