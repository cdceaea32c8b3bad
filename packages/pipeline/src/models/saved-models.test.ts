import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classifiers } from '@selvedge/classical';
import { type Classifier, createRng, type LabelledRows, matrix } from '@selvedge/data';
import { NeuralClassifier } from '@selvedge/neural';
import { createTransform, withTransforms } from '@selvedge/preprocess';
import { BUILT_IN } from '../registry/registry.js';
import { loadModel } from './load-model.js';
import { saveModel } from './save-model.js';

const rng = createRng(1);
const labels = Uint16Array.from({ length: 60 }, (_, row) => row % 3);
const values = Float32Array.from({ length: 240 }, (_, at) => 4 * labels[at >> 2] * ((at % 4) - 1) + rng.normal());
const rows: LabelledRows = { features: matrix(values, 60, 4), labels, classes: ['a', 'b', 'c'] };

const classical = classifiers.definitions.map(({ kind, contract: [{ params }] }): [string, Classifier] => [
  kind,
  classifiers.create({ kind, ...params }),
]);
const network = { layers: [{ kind: 'dense', units: 3, activation: 'softmax' }] } as const;
const neural: [string, Classifier] = ['neural', new NeuralClassifier({ network, train: { epochs: 2 }, threads: 1 })];
const models: readonly (readonly [string, Classifier])[] = [...classical, neural];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-models-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('every model of the registry is here', () => {
  expect(models.map(([kind]) => kind).sort()).toEqual([...BUILT_IN.models.keys()].sort());
});

describe.each(models)('saveModel and loadModel of %s', (kind, classifier) => {
  test('bring back its predictions', async () => {
    const fitted = await classifier.fit(rows, { seed: 3 });
    const path = join(folder, 'new', `${kind}.safetensors`);
    await saveModel(fitted, path);
    const loaded = await loadModel(path);
    expect(await loaded.predictProba(rows.features)).toEqual(await fitted.predictProba(rows.features));
    expect([loaded.kind, loaded.classes]).toEqual([kind, rows.classes]);
    await Promise.all([fitted.dispose?.(), loaded.dispose?.()]);
  });

  test('bring back its preparation', async () => {
    const steps = [createTransform({ kind: 'standardize' }), createTransform({ kind: 'pca', components: 2 })];
    const fitted = await withTransforms(steps, classifier).fit(rows, { seed: 3 });
    const path = join(folder, `${kind}-prepared.safetensors`);
    await saveModel(fitted, path);
    const loaded = await loadModel(path);
    expect(await loaded.predictProba(rows.features)).toEqual(await fitted.predictProba(rows.features));
    await Promise.all([fitted.dispose?.(), loaded.dispose?.()]);
  });
});

test('what cannot be saved or loaded is answered with what to write', async () => {
  const path = join(folder, 'x');
  await expect(saveModel(classical[0][1] as never, path)).rejects.toThrow(/not fitted; fit returns what can be saved/);
  await expect(saveModel(undefined as never, path)).rejects.toMatchObject({ code: 'invalid-argument' });
  await expect(loadModel(folder)).rejects.toThrow(/is a folder; .*loadRunModel/);
  await expect(loadModel(path, { verfy: false } as never)).rejects.toThrow(
    /no field 'verfy' \(did you mean 'verify'\?\)/,
  );
  await expect(loadModel(join(folder, 'gone'))).rejects.toMatchObject({ code: 'not-found' });
});

test.each(classical)('a class without training rows does not keep a %s from being loaded', async (kind, classifier) => {
  const fitted = await classifier.fit({ ...rows, classes: [...rows.classes, 'never seen'] }, { seed: 3 });
  const path = join(folder, `${kind} of four.safetensors`);
  await saveModel(fitted, path);
  const { values } = await (await loadModel(path)).predictProba(rows.features);
  expect(values).toEqual((await fitted.predictProba(rows.features)).values);
});
