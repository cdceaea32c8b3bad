import { existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type BatchAugmenter,
  createRng,
  decodeSafetensors,
  encodeSafetensors,
  type FitOptions,
  type LabelledRows,
} from '@selvedge/data';
import type { LayerSpec, NetworkSpec } from '@selvedge/networks';
import { resolveNetwork, zoo } from '@selvedge/networks';
import { initialParameters } from '@selvedge/networks/engine';
import { blobs } from '../../test/blobs.js';
import { openReference } from '../../test/open-reference.js';
import type { TrainCallback } from '../callbacks/callback.js';
import type { TrainSpec } from '../training/train-spec.js';
import { checkMemory } from './check-memory.js';
import type { FittedNeural } from './fitted-neural.js';
import { loadNeural } from './load-neural.js';
import { NeuralClassifier } from './neural-classifier.js';
import type { NeuralExtras } from './neural-extras.js';

const layers: LayerSpec[] = [
  { kind: 'dense', units: 8, activation: 'relu' },
  { kind: 'batch-normalization', momentum: 0.8 },
  { kind: 'dropout', rate: 0.2 },
  { kind: 'dense', units: 3, activation: 'softmax' },
];
const train = blobs(90);
const validation = blobs(30, { seed: 2 });

const classifier = (spec: TrainSpec = {}, extras: NeuralExtras = {}): NeuralClassifier =>
  new NeuralClassifier(
    { network: { layers }, train: { epochs: 4, batchSize: 16, learningRate: 0.02, ...spec } },
    { openSession: openReference, ...extras },
  );
const folder = (): string => mkdtempSync(join(tmpdir(), 'selvedge-neural-'));

describe('new NeuralClassifier(options).fit(train)', () => {
  test('learns, and records what happened in every epoch', async () => {
    const { history } = await classifier({ epochs: 12 }).fit(train, { validation, seed: 3 });
    expect(history).toMatchObject({ stopped: 'epochs', resultEpoch: 12 });
    expect(history.epochs).toHaveLength(12);
    const last = history.epochs[11];
    expect(last.validation?.accuracy).toBeGreaterThan(0.9);
    expect(last.train?.rows).toBe(90);
    expect(last.train?.loss).toBeLessThan(history.epochs[0].train?.loss ?? 0);
  });

  test('gives the same weights for the same seed, and others for another', async () => {
    const weights = async (seed: number): Promise<number[]> => [
      ...(await classifier().fit(train, { seed })).weights.parameters,
    ];
    const first = await weights(1);
    expect(await weights(1)).toEqual(first);
    expect(await weights(2)).not.toEqual(first);
  });

  const EVERYTHING: TrainSpec = {
    schedule: { kind: 'reduce-on-plateau', patience: 1, factor: 0.5, warmupEpochs: 1 },
    earlyStopping: { patience: 3, monitor: 'validationLoss' },
    averaging: { kind: 'ema', decay: 0.9 },
    optimizer: { kind: 'adamw' },
    labelSmoothing: 0.1,
  };

  test.each([1, 5, 8, 13, 17])(
    'aborted after %i batches and fitted again, it ends with the bits of an unbroken run',
    async (batches) => {
      const whole = await classifier(EVERYTHING).fit(train, { seed: 5, validation });
      const checkpoint = { path: join(folder(), 'run.safetensors') };
      const controller = new AbortController();
      let seen = 0;
      const stop: TrainCallback = { onBatchEnd: () => void (++seen === batches && controller.abort()) };
      const first = classifier({ ...EVERYTHING, checkpoint }, { callbacks: [stop] });
      await expect(first.fit(train, { seed: 5, validation, signal: controller.signal })).rejects.toMatchObject({
        code: 'aborted',
      });
      const resumed = await classifier({ ...EVERYTHING, checkpoint }).fit(train, { seed: 5, validation });
      expect([...resumed.weights.parameters]).toEqual([...whole.weights.parameters]);
      expect([...resumed.weights.state]).toEqual([...whole.weights.state]);
      const figures = ({ history }: typeof whole): unknown =>
        history.epochs.map(({ running, train: seenAgain, validation: held, learningRate }) => ({
          running,
          seenAgain,
          held,
          learningRate,
        }));
      expect(figures(resumed)).toEqual(figures(whole));
    },
  );

  test('goes on from a shorter run to the same bits, and refuses a longer one', async () => {
    const path = join(folder(), 'lengths.safetensors');
    await (await classifier({ epochs: 2, checkpoint: { path } }).fit(train, { seed: 1 })).dispose();
    const longer = await classifier({ epochs: 3, checkpoint: { path } }).fit(train, { seed: 1 });
    const alone = await classifier({ epochs: 3 }).fit(train, { seed: 1 });
    expect(longer.save().tensors).toEqual(alone.save().tensors);
    await expect(classifier({ epochs: 2, checkpoint: { path } }).fit(train, { seed: 1 })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/at epoch 3, beyond the 2 asked for/),
    });
    const stretched = { kind: 'cosine' } as const;
    await expect(
      classifier({ epochs: 4, schedule: stretched, checkpoint: { path } }).fit(train, { seed: 1 }),
    ).rejects.toMatchObject({ code: 'corrupt-file' });
    await Promise.all([longer.dispose(), alone.dispose()]);
  });

  test('refuses a checkpoint of another run and a damaged one, and says what to do', async () => {
    const path = join(folder(), 'run.safetensors');
    await classifier({ checkpoint: { path } }).fit(train, { seed: 1 });
    await expect(classifier({ checkpoint: { path } }).fit(train, { seed: 2 })).rejects.toMatchObject({
      code: 'corrupt-file',
      message: expect.stringMatching(/other data, another network, seed/),
    });
    const bytes = readFileSync(path);
    for (let at = 9; at < bytes.length; at += 97) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] ^= 0x10;
      writeFileSync(path, damaged);
      const header = at < 2000; // a flipped space in the header's padding is no damage that a reader can see
      const attempt = classifier({ checkpoint: { path } }).fit(train, { seed: 1 });
      await attempt.then(
        () => expect(header).toBe(true),
        (error: { code?: string }) => expect(error.code).toBe('corrupt-file'),
      );
    }
    writeFileSync(path, bytes.subarray(0, 3000));
    await expect(classifier({ checkpoint: { path } }).fit(train, { seed: 1 })).rejects.toMatchObject({
      code: 'corrupt-file',
    });
  });

  test('stops early and gives back the weights of the best epoch', async () => {
    const spec: TrainSpec = { epochs: 60, earlyStopping: { patience: 2, monitor: 'validationAccuracy' } };
    const fitted = await classifier(spec).fit(train, { validation });
    expect(fitted.history.stopped).toBe('early-stopping');
    expect(fitted.history.resultEpoch).toBe(fitted.history.epochs.length - 2);
    const upToBest = await classifier({ epochs: fitted.history.resultEpoch }).fit(train, { validation });
    expect([...fitted.weights.parameters]).toEqual([...upToBest.weights.parameters]);
  });

  test('stops when the loss leaves the finite numbers, naming the step and a remedy, and no checkpoint that is none', async () => {
    const path = join(folder(), 'run.safetensors');
    const wild = classifier({ optimizer: { kind: 'sgd' }, learningRate: 1e30, checkpoint: { path } });
    const error = await wild.fit(train).catch((caught: Error & { code?: string }) => caught);
    expect(error).toMatchObject({
      code: 'diverged',
      message: expect.stringMatching(/at step \d+ .*Lower the learning rate/s),
    });
    expect((error as Error).message).not.toContain(path);
    expect(existsSync(path)).toBe(false);
  });

  test('refuses weights that the last step has led out of the finite numbers, and writes no checkpoint of them', async () => {
    const path = join(folder(), 'run.safetensors');
    const spec: TrainSpec = {
      epochs: 1,
      batchSize: 4096,
      optimizer: { kind: 'sgd' },
      learningRate: 1e38,
      evaluateTrain: 0,
    };
    const far = {
      ...train,
      features: { ...train.features, values: train.features.values.map((value) => value * 1e4) },
    };
    const dense: LayerSpec[] = [{ kind: 'dense', units: 3, activation: 'softmax' }];
    const model = new NeuralClassifier(
      { network: { layers: dense }, train: { ...spec, checkpoint: { path } } },
      { openSession: openReference },
    );
    await expect(model.fit(far)).rejects.toMatchObject({ code: 'diverged' });
    expect(existsSync(path)).toBe(false);
  });

  test('stops a run that finds the checkpoint of another one in the place of its own, and leaves that alone', async () => {
    const path = join(folder(), 'shared.safetensors');
    const checkpoint = { path, resume: false };
    const other: TrainCallback = {
      async onEpochEnd({ epoch }) {
        if (epoch === 2) await classifier({ epochs: 3, checkpoint }).fit(train, { seed: 2 });
      },
    };
    const attempt = classifier({ epochs: 4, checkpoint }, { callbacks: [other] }).fit(train, { seed: 1 });
    await expect(attempt).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining(`checkpoint ${path}: another run has written there`),
    });
    const resumed = await classifier({ epochs: 3, checkpoint: { path } }).fit(train, { seed: 2 });
    const unbroken = await classifier({ epochs: 3 }).fit(train, { seed: 2 });
    expect(resumed.weights).toEqual(unbroken.weights);
    expect(readdirSync(dirname(path))).toEqual(['shared.safetensors']);
  });

  test('removes what a killed process left of a checkpoint long ago, and nothing younger', async () => {
    const path = join(folder(), 'run.safetensors');
    for (const name of ['old', 'young']) writeFileSync(`${path}.${name}.part`, '');
    utimesSync(`${path}.old.part`, 0, 0);
    await classifier({ epochs: 1, checkpoint: { path } }).fit(train, { seed: 1 });
    expect(readdirSync(dirname(path)).sort()).toEqual(['run.safetensors', 'run.safetensors.young.part']);
  });

  test('lets two processes that train the same thing write to one path', async () => {
    const path = join(folder(), 'same.safetensors');
    const same = () => classifier({ epochs: 3, checkpoint: { path, resume: false } }).fit(train, { seed: 3 });
    const [first, second] = await Promise.all([same(), same()]);
    expect(first.weights).toEqual(second.weights);
  });

  test('takes no checkpoint of a run with other validation rows, given weights or classes for its own', async () => {
    const path = join(folder(), 'run.safetensors');
    const spec: TrainSpec = { epochs: 1, checkpoint: { path } };
    const first = await classifier(spec).fit(train, { validation });
    const others = [
      () => classifier(spec).fit(train, { validation: blobs(30, { seed: 5 }) }),
      () => classifier(spec, { initialWeights: first.namedWeights() }).fit(train, { validation }),
      () =>
        classifier(spec).fit(
          { ...train, classes: ['x', 'y', 'z'] },
          { validation: { ...validation, classes: ['x', 'y', 'z'] } },
        ),
    ];
    for (const other of others) await expect(other()).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  test('ends at once when it is fitted again after it was stopped early', async () => {
    const path = join(folder(), 'run.safetensors');
    const spec: TrainSpec = {
      epochs: 60,
      earlyStopping: { patience: 2, monitor: 'validationAccuracy' },
      checkpoint: { path },
    };
    const [first, again] = [
      await classifier(spec).fit(train, { validation }),
      await classifier(spec).fit(train, { validation }),
    ];
    expect(again.history.epochs).toEqual(first.history.epochs);
    expect(again.history.stopped).toBe('early-stopping');
    expect([...again.weights.parameters]).toEqual([...first.weights.parameters]);
  });

  test.each([
    [{ optimizer: { kind: 'adam', betta: 1 } }],
    [{ optimizer: { kind: 'rmsprop', epsilon: 0 } }],
    [{ earlyStopping: { patence: 3 } }],
    [{ earlyStopping: true }],
    [{ averaging: { kind: 'swa', fromEpoch: 1, every: 2 } }],
    [{ checkpoint: {} }],
    [{ shuffle: 'no' }],
    [{ optimizer: null }],
    [{ optimizer: { kind: 'sgd', momentum: '0.9' } }],
    [{ rateFactors: 5 }],
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
    ['earlyStopping', { earlyStopping: { monitor: 'trainLoss' }, evaluateTrain: 0 }],
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

  test('rejects with what a callback rejects with', async () => {
    const failing: TrainCallback = { onBatchEnd: () => Promise.reject(new Error('disk full')) };
    await expect(classifier({}, { callbacks: [failing] }).fit(train)).rejects.toThrow('disk full');
  });

  test('takes the outputs of a network without softmax for logits, in training and in every figure', async () => {
    const ending = async (activation: 'softmax' | 'linear'): Promise<FittedNeural> => {
      const { network } = { network: { layers: [...layers.slice(0, -1), { kind: 'dense', units: 3, activation }] } };
      const model = new NeuralClassifier(
        { network: network as NetworkSpec, train: { epochs: 4, earlyStopping: { patience: 2 } } },
        { openSession: openReference },
      );
      return model.fit(train, { validation, seed: 2 });
    };
    const [softmax, linear] = [await ending('softmax'), await ending('linear')];
    expect(linear.weights).toEqual(softmax.weights);
    expect(linear.history.epochs.map(({ validation: seen }) => seen)).toEqual(
      softmax.history.epochs.map(({ validation: seen }) => seen),
    );
    expect(loadNeural(linear.save()).network.head).toBe('softmax');
  });

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

  test('keeps frozen layers and takes over given weights', async () => {
    const first = await classifier().fit(train);
    const frozen = layers.map((layer, at): LayerSpec => (at < 2 ? { ...layer, trainable: false } : layer));
    const given = first.namedWeights();
    const tuned = new NeuralClassifier(
      { network: { layers: frozen }, train: { epochs: 2 } },
      {
        openSession: openReference,
        initialWeights: { 'dense/kernel': given['dense/kernel'], 'dense/bias': given['dense/bias'] },
      },
    );
    const second = (await tuned.fit(train)).namedWeights();
    expect([...second['dense/kernel']]).toEqual([...given['dense/kernel']]);
    expect([...second['batch_normalization/moving-mean']]).toEqual(new Array(8).fill(0));
    expect([...second['dense_1/kernel']]).not.toEqual([...given['dense_1/kernel']]);
  });

  test('refuses given weights that the network has no place for', async () => {
    const wrong = classifier({}, { initialWeights: { 'dense/kernel': new Float32Array(3) } });
    await expect(wrong.fit(train)).rejects.toMatchObject({
      code: 'shape-mismatch',
      message: expect.stringMatching(/dense\/kernel/),
    });
  });

  test('trains on what the augmenter makes of the rows, also after a resumption', async () => {
    const asked: string[] = [];
    const augmenter: BatchAugmenter = {
      params: { kind: 'noise' },
      open: (rows, shape, { seed }) =>
        Promise.resolve({
          async batch(at, epoch) {
            asked.push(`${epoch}:${at.length}`);
            await new Promise((resolve) => setTimeout(resolve, epoch % 2)); // batches may come out of order
            const columns = shape[0];
            const values = Float32Array.from({ length: at.length * columns }, (_, i) => {
              const row = at[Math.floor(i / columns)];
              return (
                rows.features.values[row * columns + (i % columns)] +
                createRng(seed)
                  .fork(epoch, row, i % columns)
                  .normal() /
                  10
              );
            });
            return { features: { values, rows: at.length, columns } };
          },
          close: () => Promise.resolve(),
        }),
    };
    const checkpoint = { path: join(folder(), 'run.safetensors') };
    const whole = await classifier({}, { augmenter }).fit(train, { seed: 4 });
    expect(asked.filter((text) => text === '0:16')).toHaveLength(5); // 90 rows: five batches of 16 and one of 10
    const controller = new AbortController();
    const stop: TrainCallback = {
      onBatchEnd: ({ epoch, batch }) => void (epoch === 2 && batch === 2 && controller.abort()),
    };
    const first = classifier({ checkpoint }, { augmenter, callbacks: [stop] }).fit(train, {
      seed: 4,
      signal: controller.signal,
    });
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    const resumed = await classifier({ checkpoint }, { augmenter }).fit(train, { seed: 4 });
    expect([...resumed.weights.parameters]).toEqual([...whole.weights.parameters]);
    expect([...whole.weights.parameters]).not.toEqual([
      ...(await classifier().fit(train, { seed: 4 })).weights.parameters,
    ]);
  });

  test('averages the weights at the ends of epochs (SWA)', async () => {
    const ends: Float32Array[] = [];
    for (const epochs of [2, 3, 4]) ends.push((await classifier({ epochs }).fit(train)).weights.parameters);
    const { weights } = await classifier({ averaging: { kind: 'swa', fromEpoch: 2 } }).fit(train);
    for (const [i, value] of weights.parameters.entries()) {
      expect(value).toBeCloseTo((ends[0][i] + ends[1][i] + ends[2][i]) / 3, 5);
    }
  });

  test('multiplies the learning rate of named slots', async () => {
    const { network, weights } = await classifier({ rateFactors: { kernel: 0, 'dense_1/bias': 0 } }).fit(train, {
      seed: 8,
    });
    const start = initialParameters(network, 8);
    for (const { name, role, offset, size } of network.parameters) {
      const same = weights.parameters.subarray(offset, offset + size).every((value, i) => value === start[offset + i]);
      expect([name, same]).toEqual([name, role === 'kernel' || name === 'dense_1/bias']);
    }
    await expect(classifier({ rateFactors: { bata: 2 } }).fit(train)).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  test('refuses a batch that no memory can hold, with one that would fit', () => {
    const network = resolveNetwork(zoo['cnn-model-5']());
    expect(() => checkMemory(network, 4096, 2 ** 32)).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(/batchSize of at most \d+/) }),
    );
    expect(() => checkMemory(network, 64, 2 ** 32)).not.toThrow();
  });

  test('writes one line per epoch to a CSV file', async () => {
    const csvLog = join(folder(), 'log.csv');
    await classifier({ csvLog }).fit(train, { validation });
    const lines = readFileSync(csvLog, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0].split(',')).toContain('validationAccuracy');
    expect(Number(lines[4].split(',')[0])).toBe(4);
  });

  test('weights classes', async () => {
    const mixed = blobs(300, { spread: 3 });
    const predictedFirst = async (classWeights: TrainSpec['classWeights']): Promise<number> => {
      const spec = { epochs: 8, ...(classWeights && { classWeights }) };
      const fitted = await classifier(spec).fit(mixed);
      const labels = await fitted.predict(mixed.features);
      await fitted.dispose();
      return labels.filter((label) => label === 0).length;
    };
    expect(await predictedFirst([20, 1, 1])).toBeGreaterThan(200);
    expect(await predictedFirst(undefined)).toBeLessThan(150);
    await expect(classifier({ classWeights: [1, 2] }).fit(train)).rejects.toMatchObject({ code: 'invalid-argument' });
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

describe('FittedNeural', () => {
  test('predicts on ONNX Runtime what the reference trained, before and after saving', async () => {
    const fitted = await classifier({ epochs: 12 }).fit(train);
    const before = await fitted.predictProba(validation.features);
    const saved = decodeSafetensors(encodeSafetensors(fitted.save()));
    const loaded = loadNeural(saved);
    const after = await loaded.predictProba(validation.features);
    expect([...after.values]).toEqual([...before.values]);
    expect(await loaded.score(validation)).toBeGreaterThan(0.9);
    await expect(loaded.predict({ values: new Float32Array(4), rows: 2, columns: 2 })).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    await fitted.dispose();
    await loaded.dispose();
  });

  test('averages the views of test-time augmentation', async () => {
    const image = { ...train, features: { ...train.features, columns: 6 } };
    const network = { inputShape: [2, 3, 1], layers: [{ kind: 'flatten' } as LayerSpec, ...layers] };
    const make = (testTime: readonly object[]): NeuralClassifier =>
      new NeuralClassifier({ network, train: { epochs: 2 }, testTime }, { openSession: openReference });
    const proba = async (testTime: readonly object[]): Promise<Float32Array> => {
      const fitted = await make(testTime).fit(image);
      const { values } = await fitted.predictProba(validation.features);
      await fitted.dispose();
      return values;
    };
    const [plain, flipped, both] = [
      await proba([{}]),
      await proba([{ flip: true }]),
      await proba([{ weight: 3 }, { flip: true }]),
    ];
    expect(plain).not.toEqual(flipped);
    for (const [i, value] of both.entries()) expect(value).toBeCloseTo(0.75 * plain[i] + 0.25 * flipped[i], 5);
  });
});
