import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createRng,
  decodeSafetensors,
  encodeSafetensors,
  type LabelledRows,
  matrix,
  type OnProgress,
} from '@selvedge/data';
import type { BatchAugmenter, EpochProgress } from '@selvedge/data/types';
import type { LayerSpec, NetworkSpec } from '@selvedge/networks';
import { initialParameters } from '@selvedge/networks/engine';
import { blobs } from '../../test/blobs.js';
import { openReference } from '../../test/open-reference.js';
import { classifier, folder, layers, train, validation } from '../../test/small-classifier.js';
import type { TrainCallback } from '../callbacks/callback.js';
import type { TrainSpec } from '../specs.generated.js';
import type { FittedNeural } from './fitted-neural.js';
import { loadNeural } from './load-neural.js';
import { NeuralClassifier } from './neural-classifier.js';

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

  test('reports each epoch when it ends, as the history has it', async () => {
    const reported: EpochProgress[] = [];
    const onProgress: OnProgress = ({ epoch }) => void (epoch && reported.push(epoch));
    const { history } = await classifier({ epochs: 3 }).fit(train, { validation, seed: 3, onProgress });
    expect(reported.map(({ epoch, epochs }) => [epoch, epochs])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    for (const [at, { running, validation: held, seconds, learningRate }] of reported.entries()) {
      const record = history.epochs[at];
      expect(running).toEqual(record.running);
      expect(record.validation).toMatchObject(held ?? {});
      expect(learningRate).toBe(record.learningRate);
      expect(seconds).toBe(record.trainSeconds + record.evaluationSeconds);
    }
    expect(reported[0].secondsLeft).toBeGreaterThan(0);
    expect(reported[2].secondsLeft).toBe(0);
  });

  test('puts named columns of validation rows in the order of the training rows', async () => {
    const names = Array.from({ length: train.features.columns }, (_, at) => `c${at}`);
    const { values, rows, columns } = validation.features;
    const turned = values.map((_, at) => values[at - (at % columns) + (columns - 1 - (at % columns))]);
    const scored = async (held: LabelledRows) =>
      (
        await classifier({ epochs: 2 }).fit({ ...train, columns: names }, { validation: held, seed: 3 })
      ).history.epochs.map((epoch) => epoch.validation);
    const reversed = { ...validation, features: matrix(turned, rows, columns), columns: names.toReversed() };
    expect(await scored(reversed)).toEqual(await scored(validation));
    await expect(scored({ ...reversed, columns: ['z', ...names.slice(1)] })).rejects.toThrow(/lack c0 and also have z/);
  });

  test('gives the same weights for the same seed, and others for another', async () => {
    const weights = async (seed: number): Promise<number[]> => [
      ...(await classifier().fit(train, { seed })).weights.parameters,
    ];
    const first = await weights(1);
    expect(await weights(1)).toEqual(first);
    expect(await weights(2)).not.toEqual(first);
  });

  test('threads of fit and predict reach the engine, and the fitted model does not know them', async () => {
    const net = new NeuralClassifier({ network: { layers }, train: { epochs: 1 } });
    const one = await net.fit(train, { seed: 1, threads: 1 });
    const three = await net.fit(train, { seed: 1, threads: 3 });
    expect(one.history.engine).toMatch(/, 1 thread$/);
    expect(three.history.engine).toMatch(/, 3 threads$/);
    expect(three.params).toEqual(one.params);
    const said = await three.predictProba(train.features, { threads: 1 });
    const again = await three.predictProba(train.features, { threads: 2 });
    for (const [at, value] of said.values.entries()) expect(again.values[at]).toBeCloseTo(value, 5);
    await three.dispose();
    await expect(net.fit(train, { threads: 0 })).rejects.toThrow(/got 0 threads/);
  });

  test('a network of the zoo takes images of the shape that the data have', async () => {
    const random = createRng(5);
    const values = Float32Array.from({ length: 8 * 12 * 10 * 3 }, () => random.uniform());
    const features = { values, rows: 8, columns: 360 };
    const images = {
      features,
      labels: Uint16Array.of(0, 1, 0, 1, 0, 1, 0, 1),
      classes: ['a', 'b'],
      shape: [12, 10, 3],
    };
    const net = new NeuralClassifier({ network: { zoo: 'convnet', filters: [2], strides: 2 }, train: { epochs: 1 } });
    const fitted = await net.fit(images);
    expect(fitted.network.inputShape).toEqual([12, 10, 3]);
    await fitted.dispose();
  });

  test('stops early and gives back the weights of the best epoch', async () => {
    const spec: TrainSpec = { epochs: 60, earlyStopping: { patience: 2, monitor: 'validation-accuracy' } };
    const fitted = await classifier(spec).fit(train, { validation });
    expect(fitted.history.stopped).toBe('early-stopping');
    expect(fitted.history.resultEpoch).toBe(fitted.history.epochs.length - 2);
    const upToBest = await classifier({ epochs: fitted.history.resultEpoch }).fit(train, { validation });
    expect([...fitted.weights.parameters]).toEqual([...upToBest.weights.parameters]);
  });

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
    const { weights } = await classifier({ weightAveraging: { kind: 'swa', fromEpoch: 2 } }).fit(train);
    for (const [i, value] of weights.parameters.entries()) {
      expect(value).toBeCloseTo((ends[0][i] + ends[1][i] + ends[2][i]) / 3, 5);
    }
  });

  test('multiplies the learning rate of named slots', async () => {
    const { network, weights } = await classifier({ learningRateMultipliers: { kernel: 0, 'dense_1/bias': 0 } }).fit(
      train,
      {
        seed: 8,
      },
    );
    const start = initialParameters(network, 8);
    for (const { name, role, offset, size } of network.parameters) {
      const same = weights.parameters.subarray(offset, offset + size).every((value, i) => value === start[offset + i]);
      expect([name, same]).toEqual([name, role === 'kernel' || name === 'dense_1/bias']);
    }
    await expect(classifier({ learningRateMultipliers: { bata: 2 } }).fit(train)).rejects.toMatchObject({
      code: 'invalid-argument',
    });
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
    const make = (testTimeAugmentation: readonly object[]): NeuralClassifier =>
      new NeuralClassifier({ network, train: { epochs: 2 }, testTimeAugmentation }, { openSession: openReference });
    const proba = async (testTimeAugmentation: readonly object[]): Promise<Float32Array> => {
      const fitted = await make(testTimeAugmentation).fit(image);
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
