import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LayerSpec } from '@selvedge/networks';
import { blobs } from '../../test/blobs.js';
import { openReference } from '../../test/open-reference.js';
import { classifier, folder, train, validation } from '../../test/small-classifier.js';
import type { TrainCallback } from '../callbacks/callback.js';
import type { TrainSpec } from '../specs.generated.js';
import { NeuralClassifier } from './neural-classifier.js';

describe('new NeuralClassifier({ train: { checkpoint } }).fit(train)', () => {
  const EVERYTHING: TrainSpec = {
    schedule: { kind: 'reduce-on-plateau', patience: 1, factor: 0.5, warmupEpochs: 1 },
    earlyStopping: { patience: 3, monitor: 'validation-loss' },
    weightAveraging: { kind: 'ema', decay: 0.9 },
    optimizer: { kind: 'adamw' },
    labelSmoothing: 0.1,
  };

  const LOOKAHEAD: TrainSpec = { ...EVERYTHING, weightAveraging: { kind: 'lookahead', syncPeriod: 3 } };

  test.each([
    [1, EVERYTHING],
    [5, EVERYTHING],
    [8, EVERYTHING],
    [13, EVERYTHING],
    [17, EVERYTHING],
    [8, LOOKAHEAD],
  ])('aborted after %i batches and fitted again, it ends with the bits of an unbroken run', async (batches, spec) => {
    const whole = await classifier(spec).fit(train, { seed: 5, validation });
    const checkpoint = { path: join(folder(), 'run.safetensors') };
    const controller = new AbortController();
    let seen = 0;
    const stop: TrainCallback = { onBatchEnd: () => void (++seen === batches && controller.abort()) };
    const first = classifier({ ...spec, checkpoint }, { callbacks: [stop] });
    await expect(first.fit(train, { seed: 5, validation, signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    const resumed = await classifier({ ...spec, checkpoint }).fit(train, { seed: 5, validation });
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
  });

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

  test('a checkpoint that fit is given is gone on from, and the fitted model does not know it', async () => {
    const path = join(folder(), 'given.safetensors');
    const plain = await classifier({ epochs: 3 }).fit(train, { seed: 1 });
    const shorter = await classifier({ epochs: 2 }).fit(train, { seed: 1, checkpoint: { path } });
    await shorter.dispose();
    const longer = await classifier({ epochs: 3 }).fit(train, { seed: 1, checkpoint: { path } });
    expect(longer.weights).toEqual(plain.weights);
    expect(longer.save().config['params']).toEqual(plain.save().config['params']);
    await expect(classifier({ epochs: 3 }).fit(train, { checkpoint: { path: '' } })).rejects.toThrow(
      /checkpoint: path: got ''; need at least 1 characters/,
    );
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
      const header = at < 2000; // a flipped space in the header's padding is not damage that a reader can see
      const attempt = classifier({ checkpoint: { path } }).fit(train, { seed: 1 });
      await attempt.then(
        () => expect(header).toBe(true),
        (error: { code?: string }) => expect(error.code).toBe('corrupt-file'),
      );
    }
    // Of one whose config has no 'run', a digest cannot be made.
    writeFileSync(path, Buffer.from(bytes.toString('latin1').replace(/run(\\?":)/, 'ran$1'), 'latin1'));
    await expect(classifier({ checkpoint: { path } }).fit(train, { seed: 1 })).rejects.toThrow(/has no 'run'/);
    writeFileSync(path, bytes.subarray(0, 3000));
    await expect(classifier({ checkpoint: { path } }).fit(train, { seed: 1 })).rejects.toMatchObject({
      code: 'corrupt-file',
    });
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

  test.each([10_000, 0])(
    'refuses weights whose outputs overflow after the last step, with evaluateTrain %d',
    async (evaluateTrain) => {
      const deep = new NeuralClassifier(
        {
          network: {
            layers: [
              { kind: 'dense', units: 4 },
              { kind: 'dense', units: 3, activation: 'softmax' },
            ],
          },
          train: { epochs: 1, batchSize: 4096, optimizer: { kind: 'sgd' }, learningRate: 1e30, evaluateTrain },
        },
        { openSession: openReference },
      );
      await expect(deep.fit(train)).rejects.toMatchObject({
        code: 'diverged',
        message: expect.stringContaining('its outputs for a row are'),
      });
    },
  );

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
      earlyStopping: { patience: 2, monitor: 'validation-accuracy' },
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
});
