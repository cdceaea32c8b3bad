import type { ReduceOnPlateauParams, ScheduleParams, ScheduleSpec } from '../specs.generated.js';
import { afterEpoch, type PlateauState, plateauStart } from './plateau.js';
import { learningRateAt, schedules } from './schedules.js';

const at = (spec: ScheduleSpec, step: number, plateauFactor = 1): number =>
  learningRateAt(schedules.checked(spec) as ScheduleParams, 0.1, {
    step,
    stepsPerEpoch: 10,
    epochs: 10,
    plateauFactor,
  });

describe('learningRateAt(spec, base, position)', () => {
  test.each<[ScheduleSpec, [step: number, rate: number][]]>([
    [
      { kind: 'constant' },
      [
        [0, 0.1],
        [99, 0.1],
      ],
    ],
    [
      { kind: 'constant', warmupEpochs: 2 },
      [
        [0, 0],
        [10, 0.05],
        [20, 0.1],
      ],
    ],
    [
      { kind: 'step', stepSize: 3 },
      [
        [29, 0.1],
        [30, 0.01],
        [60, 0.001],
      ],
    ],
    [
      { kind: 'exponential', gamma: 0.5 },
      [
        [0, 0.1],
        [10, 0.05],
        [20, 0.025],
      ],
    ],
    [
      { kind: 'cosine', final: 0.1 },
      [
        [0, 0.1],
        [49.5, 0.055],
        [99, 0.01],
      ],
    ],
    [{ kind: 'reduce-on-plateau', minimum: 0.03 }, [[0, 0.1]]],
  ])('%j', (spec, expected) => {
    for (const [step, rate] of expected) expect(at(spec, step)).toBeCloseTo(rate, 12);
  });

  test("step of a share of an epoch has the rates of PyTorch's StepLR, stepped with every batch", () => {
    for (const stepSize of [1, 3, 7]) {
      const spec: ScheduleSpec = { kind: 'step', stepSize: stepSize / 10, gamma: 0.5 };
      for (let step = 0; step < 100; step++) {
        expect(at(spec, step) / (0.1 * 0.5 ** Math.floor(step / stepSize))).toBeCloseTo(1, 9);
      }
    }
  });

  test("one-cycle has the rates of PyTorch's OneCycleLR", () => {
    // torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=100), before steps 0, 10, 29, 30, 60 and 99
    const expected = [0.004, 0.0295163948, 0.1, 0.0999496535, 0.058928009, 4e-7];
    const found = [0, 10, 29, 30, 60, 99].map((step) => at({ kind: 'one-cycle', pctStart: 29 / 99 }, step));
    for (const [i, rate] of found.entries()) expect(rate).toBeCloseTo(expected[i], 9);
  });

  test('one-cycle rises and falls in straight lines where asked', () => {
    const spec: ScheduleSpec = { kind: 'one-cycle', shape: 'linear', pctStart: 1 / 3, start: 0.2, final: 0.07 };
    expect(at(spec, 0)).toBeCloseTo(0.02, 12);
    expect(at(spec, 33)).toBeCloseTo(0.1, 12);
    expect(at(spec, 66)).toBeCloseTo(0.0535, 12);
    expect(at(spec, 99)).toBeCloseTo(0.007, 12);
  });
});

describe('afterEpoch(spec, state, figure)', () => {
  const plateau = (more: object): ReduceOnPlateauParams =>
    schedules.checked({ kind: 'reduce-on-plateau', ...more }) as ReduceOnPlateauParams;
  const run = (figures: readonly number[], more = {}): PlateauState =>
    figures.reduce(
      (state, figure) => afterEpoch(plateau({ patience: 2, factor: 0.5, ...more }), state, figure),
      plateauStart,
    );

  test('halves the rate after two epochs without improvement, and again after two more', () => {
    expect(run([1, 0.9, 0.95]).factor).toBe(1);
    expect(run([1, 0.9, 0.95, 0.92]).factor).toBe(0.5);
    expect(run([1, 0.9, 0.95, 0.92, 0.91, 0.93]).factor).toBe(0.25);
  });

  test('waits out its cooldown', () => {
    expect(run([1, 1, 1, 1, 1], { cooldown: 1 }).factor).toBe(0.5);
    expect(run([1, 1, 1, 1, 1, 1], { cooldown: 1 }).factor).toBe(0.25);
  });
});

test.each<[object, RegExp]>([
  [{ kind: 'cosin' }, /unknown kind 'cosin'; did you mean 'cosine'/],
  [{ kind: 'step' }, /stepSize is missing; need a number/],
  [{ kind: 'cosine', final: 2 }, /final: got 2; need at most 1/],
  [{ kind: 'cosine', pctStart: 0.3 }, /unknown key 'pctStart'/],
  [{ kind: 'reduce-on-plateau', monitor: 'loss' }, /monitor: got 'loss'; write 'train-loss'/],
])('schedules.checked(%j) says what is wrong', (spec, text) => {
  expect(() => schedules.checked(spec)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(text) }),
  );
});

test('epochs of a plateau are whole numbers, as in Keras and PyTorch', () => {
  for (const field of ['patience', 'cooldown']) {
    expect(() => schedules.checked({ kind: 'reduce-on-plateau', [field]: 1.5 } as ScheduleSpec)).toThrow(field);
  }
});
