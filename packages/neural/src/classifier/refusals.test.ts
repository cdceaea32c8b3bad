import type { FitOptions, LabelledRows } from '@selvedge/data';
import { resolveNetwork, zoo } from '@selvedge/networks';
import { blobs } from '../../test/blobs.js';
import { classifier, layers, train, validation } from '../../test/small-classifier.js';
import type { TrainCallback } from '../callbacks/callback.js';
import type { TrainSpec } from '../specs.generated.js';
import { checkMemory } from './check-memory.js';
import { NeuralClassifier } from './neural-classifier.js';
import type { NeuralExtras } from './neural-extras.js';

describe('NeuralClassifier', () => {
  test('refuses threads for engine tfjs, which cannot set them', async () => {
    const net = new NeuralClassifier({ network: { layers }, engine: 'tfjs', threads: 2 });
    await expect(net.fit(train)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('threads is 2, which engine tfjs cannot set'),
    });
  });

  test('keeps a network of its own, which changes of the options do not reach', () => {
    const hidden = [16];
    const net = new NeuralClassifier({ network: { zoo: 'mlp', hidden, inputShape: [6] } });
    hidden[0] = 512;
    expect(net.params.network).toEqual({ zoo: 'mlp', hidden: [16], inputShape: [6] });
  });

  test.each([
    [{ optimizer: { kind: 'adam', betta: 1 } }],
    [{ optimizer: { kind: 'rmsprop', epsilon: 0 } }],
    [{ earlyStopping: { patence: 3 } }],
    [{ earlyStopping: true }],
    [{ weightAveraging: { kind: 'swa', fromEpoch: 1, every: 2 } }],
    [{ checkpoint: {} }],
    [{ shuffle: 'no' }],
    [{ optimizer: null }],
    [{ optimizer: { kind: 'sgd', momentum: '0.9' } }],
    [{ learningRateMultipliers: 5 }],
    [{ schedule: null }],
    [{ schedule: { kind: 'cosine', fnal: 1 } }],
    [{ epochs: Number.NaN }],
  ])('refuses %j', (spec) => {
    expect(() => classifier(spec as unknown as TrainSpec)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });

  test.each([
    ['earlyStopping', { earlyStopping: {} }],
    ['schedule', { schedule: { kind: 'reduce-on-plateau' }, evaluateTrain: 0 }],
    ['earlyStopping', { earlyStopping: { monitor: 'train-loss' }, evaluateTrain: 0 }],
  ] as [string, TrainSpec][])(
    'says before the first batch that what %s watches is not measured',
    async (what, spec) => {
      let batches = 0;
      const count: TrainCallback = { onBatchEnd: () => void batches++ };
      await expect(classifier(spec, { callbacks: [count] }).fit(train)).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringContaining(`train: ${what} watches`),
      });
      expect(batches).toBe(0);
    },
  );

  test.each([
    [{ initialWeight: {} }, "did you mean 'initialWeights'"],
    [{ callbacks: [{ onEpochend() {} }] }, "did you mean 'onEpochEnd'"],
    [{ callbacks: [() => 1] }, 'callback 0'],
    [{ callbacks: 5 }, 'callbacks is 5'],
    [{ augmenter: {} }, 'augmenter'],
    [{ initialWeights: { 'dense/kernel': null } }, "'dense/kernel' is no Float32Array"],
    [{ initialWeights: { 'dense/bias': Float32Array.of(0, Number.NaN) } }, "number 1 of 'dense/bias' is NaN"],
  ])('refuses extras %j', (extras, text) => {
    expect(() => classifier({}, extras as unknown as NeuralExtras)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(text) }),
    );
  });

  test.each([
    ['a misspelt option', train, { validaton: train }, "did you mean 'validation'"],
    ['a seed that is none', train, { seed: 'one' }, 'seed is "one"'],
    ['no rows', null, {}, 'the rows have no features'],
    ['rows without labels', { features: train.features }, {}, 'the rows have no labels'],
    [
      'classes in another order',
      train,
      { validation: { ...validation, classes: [...train.classes].reverse() } },
      'class 0',
    ],
  ])('refuses to fit with %s', async (_, rows, options, text) => {
    await expect(classifier().fit(rows as LabelledRows, options as FitOptions)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(text),
    });
  });

  test('refuses rows whose numbers are too many, negative labels, and numbers beyond float32', async () => {
    const { features } = train;
    const fitted = await classifier({ epochs: 1 }).fit(train);
    const long = { ...features, rows: features.rows - 1 };
    await expect(fitted.predict(long)).rejects.toMatchObject({ code: 'shape-mismatch' });
    await expect(classifier().fit({ ...train, features: long, labels: train.labels.slice(1) })).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    const negative = Int32Array.from(train.labels).fill(-1, 0, 1) as unknown as Uint16Array;
    await expect(classifier().fit({ ...train, labels: negative })).rejects.toMatchObject({ code: 'invalid-argument' });
    const huge = { ...features, values: Float64Array.from(features.values, (value) => value * 1e300 || 1e300) };
    await expect(fitted.predict(huge)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('refuses given weights that the network has no place for', async () => {
    const wrong = classifier({}, { initialWeights: { 'dense/kernel': new Float32Array(3) } });
    await expect(wrong.fit(train)).rejects.toMatchObject({
      code: 'shape-mismatch',
      message: expect.stringMatching(/dense\/kernel/),
    });
  });

  test('refuses a batch that no memory can hold, with one that would fit', () => {
    const network = resolveNetwork(zoo.convnet({ filters: [64, 64, 128, 256], poolings: 2, dense: [512] }));
    expect(() => checkMemory(network, 4096, 2 ** 32)).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(/batchSize of at most \d+/) }),
    );
    expect(() => checkMemory(network, 64, 2 ** 32)).not.toThrow();
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['no rows', () => classifier().fit(blobs(0)), 'invalid-argument'],
    ['labels out of range', () => classifier().fit({ ...train, classes: ['a', 'b'] }), 'invalid-argument'],
    ['one class only', () => classifier().fit({ ...train, labels: new Uint16Array(90) }), 'invalid-argument'],
    [
      'a NaN',
      () =>
        classifier().fit({
          ...train,
          features: { ...train.features, values: train.features.values.map((v, i) => (i === 7 ? Number.NaN : v)) },
        }),
      'invalid-argument',
    ],
    [
      'validation rows of another width',
      () => classifier().fit(train, { validation: blobs(9, { columns: 5 }) }),
      'shape-mismatch',
    ],
    ['too few outputs', () => classifier().fit(blobs(90, { classes: 4 })), 'shape-mismatch'],
    ['a signal that has fired', () => classifier().fit(train, { signal: AbortSignal.abort() }), 'aborted'],
    ['early stopping without what it watches', () => classifier({ earlyStopping: {} }).fit(train), 'invalid-argument'],
  ])('refuses %s', async (_, fit, code) => {
    await expect(fit()).rejects.toMatchObject({ code });
  });

  test.each<[string, unknown]>([
    ['epochs', { train: { epochs: 0 } }],
    ['batchSize', { train: { batchSize: 1e9 } }],
    ['learningRate', { train: { learningRate: Number.NaN } }],
    ['kind', { train: { optimizer: { kind: 'adamm' } } }],
    ['patience', { train: { earlyStopping: { patience: -1 } } }],
    ['batchsize', { train: { batchsize: 3 } }],
    ['engine', { engine: 'torch' }],
  ])('refuses a wrong %s when it is constructed', (name, options) => {
    expect(() => new NeuralClassifier({ network: { layers }, ...(options as object) })).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(name) }),
    );
  });
});
