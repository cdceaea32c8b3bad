import { contractCases } from '@selvedge/data/testing';
import { classifier, train, validation } from '../../test/small-classifier.js';
import { optimizers } from '../optimizers/optimizers.js';
import { monitors } from '../schedules/monitor.js';
import { schedules } from '../schedules/schedules.js';
import type { AveragingSpec, Monitor, OptimizerSpec, ScheduleSpec, TrainSpec } from '../specs.generated.js';
import { averagings } from './averaging.js';
import type { History } from './history.js';

/** Trains on blobs, with the plain engine. */
async function historyOf(spec: TrainSpec): Promise<History> {
  const fitted = await classifier({ epochs: 6, ...spec }).fit(train, { seed: 3, validation });
  await fitted.dispose();
  return fitted.history;
}

const losses = ({ epochs }: History): readonly number[] => epochs.map((epoch) => epoch.train?.loss ?? Number.NaN);

const OPTIMIZERS = contractCases<OptimizerSpec>('optimizer', optimizers.kinds, {
  sgd: { kind: 'sgd', momentum: 0.9 },
  adam: { kind: 'adam' },
  adamw: { kind: 'adamw' },
  rmsprop: { kind: 'rmsprop' },
  adagrad: { kind: 'adagrad' },
  muon: { kind: 'muon' },
});

test.each(OPTIMIZERS)('the optimizer %s lowers the loss, the same for the same seed', async (_, optimizer) => {
  const history = await historyOf({ optimizer });
  expect(losses(history).at(-1)).toBeLessThan(losses(history)[0]);
  expect(losses(await historyOf({ optimizer }))).toEqual(losses(history));
});

const SCHEDULES = contractCases<ScheduleSpec>('schedule', schedules.kinds, {
  constant: { kind: 'constant' },
  step: { kind: 'step', stepSize: 2, gamma: 0.5 },
  exponential: { kind: 'exponential', gamma: 0.9 },
  cosine: { kind: 'cosine' },
  'one-cycle': { kind: 'one-cycle' },
  'reduce-on-plateau': { kind: 'reduce-on-plateau', patience: 1 },
});

test.each(SCHEDULES)('the schedule %s gives finite rates of 0 or more, and learns', async (_, schedule) => {
  const history = await historyOf({ schedule });
  expect(history.epochs.every(({ learningRate }) => learningRate >= 0 && Number.isFinite(learningRate))).toBe(true);
  expect(losses(history).at(-1)).toBeLessThan(losses(history)[0]);
});

const AVERAGINGS = contractCases<AveragingSpec>('averaging', averagings.kinds, {
  ema: { kind: 'ema', decay: 0.9 },
  swa: { kind: 'swa', fromEpoch: 2 },
  lookahead: { kind: 'lookahead', syncPeriod: 2 },
});

test.each(AVERAGINGS)('the averaging %s learns', async (_, weightAveraging) => {
  const history = await historyOf({ weightAveraging });
  expect(losses(history).at(-1)).toBeLessThan(losses(history)[0]);
});

test('lookahead at every step is gradient descent by shorter steps', async () => {
  const weightsOf = async (spec: TrainSpec): Promise<Float32Array> => {
    const fitted = await classifier({ epochs: 3, optimizer: { kind: 'sgd', momentum: 0 }, ...spec }).fit(train, {
      seed: 3,
    });
    const weights = fitted.weights.parameters.slice();
    await fitted.dispose();
    return weights;
  };
  const ahead = await weightsOf({
    learningRate: 0.08,
    weightAveraging: { kind: 'lookahead', syncPeriod: 1, slowStepSize: 0.25 },
  });
  const short = await weightsOf({ learningRate: 0.02 });
  for (const [at, weight] of ahead.entries()) expect(weight).toBeCloseTo(short[at], 5);
});

const MONITORS = contractCases<(history: History) => number>('monitor', monitors.names, {
  'validation-loss': ({ epochs }) => epochs[0].validation?.loss ?? Number.NaN,
  'validation-accuracy': ({ epochs }) => -(epochs[0].validation?.accuracy ?? Number.NaN),
  'train-loss': ({ epochs }) => epochs[0].train?.loss ?? Number.NaN,
  'train-accuracy': ({ epochs }) => -(epochs[0].train?.accuracy ?? Number.NaN),
});

describe.each(MONITORS)('the monitor %s', (name, figure) => {
  const monitor = name as Monitor;

  test('is the figure of the rows that it names, turned so that smaller is better', async () => {
    const history = await historyOf({ epochs: 1 });
    const { rows, of } = monitors.definitionOf(monitor);
    const figures = history.epochs[0][rows];
    expect(figures && of(figures)).toBe(figure(history));
    expect(of({ loss: 1, accuracy: 0.9 })).toBeLessThan(of({ loss: 2, accuracy: 0.1 }));
  });

  test('stops a training that no longer changes it, and is plain JSON', async () => {
    const earlyStopping = { monitor, patience: 2, minDelta: 1e6 };
    const { stopped, epochs } = await historyOf({
      epochs: 50,
      earlyStopping: JSON.parse(JSON.stringify(earlyStopping)),
    });
    expect([stopped, epochs.length]).toEqual(['early-stopping', 3]);
  });
});
