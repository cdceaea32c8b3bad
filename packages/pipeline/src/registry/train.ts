import { count, wholeNumber } from '@selvedge/component';
import type { OptimizerSpec, ScheduleSpec, TrainSpec } from '@selvedge/neural';
import { z } from 'zod';

const factor = z.number().min(0).max(1);
const notNegative = z.number().min(0);
const share = z.number().min(0).lt(1);
const clipping = {
  weightDecay: notNegative.exactOptional(),
  decayAll: z.boolean().exactOptional().describe('Biases and normalisations decay too. Default false.'),
  clipNorm: notNegative.exactOptional(),
  clipValue: notNegative.exactOptional(),
};
const adam = {
  beta1: share.exactOptional(),
  beta2: share.exactOptional(),
  epsilon: notNegative.exactOptional(),
  ...clipping,
};

const optimizer = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('sgd'),
      momentum: share.exactOptional(),
      nesterov: z.boolean().exactOptional(),
      ...clipping,
    }),
    z.strictObject({ kind: z.literal('adam'), ...adam }),
    z.strictObject({ kind: z.literal('adamw'), ...adam }),
    z.strictObject({
      kind: z.literal('rmsprop'),
      rho: share.exactOptional(),
      momentum: share.exactOptional(),
      epsilon: notNegative.exactOptional(),
      ...clipping,
    }),
    z.strictObject({
      kind: z.literal('adagrad'),
      initialAccumulator: notNegative.exactOptional(),
      epsilon: notNegative.exactOptional(),
      ...clipping,
    }),
  ])
  .describe('Turns gradients into steps. Default adam.') satisfies z.ZodType<OptimizerSpec>;

const monitor = z.enum(['validationLoss', 'validationAccuracy', 'trainLoss', 'trainAccuracy']);
const warmup = { warmupEpochs: notNegative.exactOptional() };

const schedule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant'), ...warmup }),
    z.strictObject({
      kind: z.literal('step'),
      everyEpochs: z.number().gt(0),
      factor: factor.exactOptional(),
      ...warmup,
    }),
    z.strictObject({ kind: z.literal('exponential'), factor, ...warmup }),
    z.strictObject({ kind: z.literal('cosine'), final: factor.exactOptional(), ...warmup }),
    z.strictObject({
      kind: z.literal('one-cycle'),
      peakAt: factor.exactOptional(),
      start: factor.exactOptional(),
      final: factor.exactOptional(),
      shape: z.enum(['cosine', 'linear']).exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('reduce-on-plateau'),
      monitor: monitor.exactOptional(),
      factor: factor.exactOptional(),
      patience: notNegative.exactOptional(),
      minDelta: notNegative.exactOptional(),
      cooldown: notNegative.exactOptional(),
      minimum: notNegative.exactOptional(),
      ...warmup,
    }),
  ])
  .describe('How the learning rate moves. Default constant.') satisfies z.ZodType<ScheduleSpec>;

/** How networks are trained; where checkpoints and logs lie is the run's business, not the file's. */
export const trainSchema = z
  .strictObject({
    epochs: count(1_000_000).exactOptional().describe('Passes over the training rows. Default 10.'),
    batchSize: count(65_536).exactOptional().describe('Rows per step. Default 32.'),
    optimizer: optimizer.exactOptional(),
    learningRate: notNegative.exactOptional().describe('What the schedule starts from. Default 0.001; sgd 0.01.'),
    schedule: schedule.exactOptional(),
    loss: z.enum(['cross-entropy', 'mean-squared-error']).exactOptional(),
    labelSmoothing: share.exactOptional(),
    classWeights: z.union([z.literal('balanced'), z.array(notNegative).min(2).max(65_536)]).exactOptional(),
    shuffle: z.boolean().exactOptional().describe('A new order in every epoch. Default true.'),
    evaluateTrain: z
      .union([wholeNumber(100_000_000), z.literal('all')])
      .exactOptional()
      .describe('Training rows scored again after every epoch. Default 10000.'),
    earlyStopping: z
      .strictObject({
        monitor: monitor.exactOptional(),
        patience: count(1_000_000).exactOptional(),
        minDelta: notNegative.exactOptional(),
        restoreBest: z.boolean().exactOptional(),
      })
      .exactOptional(),
    averaging: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('ema'), decay: share, everySteps: count(1_000_000).exactOptional() }),
        z.strictObject({ kind: z.literal('swa'), fromEpoch: count(1_000_000) }),
      ])
      .exactOptional(),
  })
  .describe('How a network is trained. Classical models have no use for it.') satisfies z.ZodType<TrainSpec>;
