// nx-ignore-next-line: what writes code decides no build
import { staleKernels } from '@selvedge/assembly-tools';
import { createRng } from '@selvedge/data';
import type { OptimizerSpec } from '../specs.generated.js';
import { createPlainOptimizer } from './optimizer.js';
import { updateRule } from './optimizers.js';
import type { Stretch } from './stretches.js';
import { createWasmOptimizer } from './wasm.js';

const LENGTH = 1003; // not a multiple of four
const plain = { l1: 0, l2: 0, weightDecay: 0, rateFactor: 1 };
/** Backwards. */
const matrix = {
  rows: 9,
  columns: 21,
  rateFactor: 2,
  places: Int32Array.from({ length: 189 }, (_, at) => 708 - at),
};
const withMatrices: Stretch[] = [
  { ...plain, start: 0, end: 402 },
  {
    ...plain,
    start: 405,
    end: 520,
    weightDecay: 0.05,
    matrix: { rows: 23, columns: 5, rateFactor: 1, places: Int32Array.from({ length: 115 }, (_, at) => 405 + at) },
  },
  { ...plain, start: 520, end: 709, weightDecay: 0.05, matrix },
  { ...plain, start: 709, end: 900 },
  { ...plain, start: 900, end: LENGTH, rateFactor: 3 },
];
const stretches: Stretch[] = [
  { ...plain, start: 0, end: 402, l1: 1e-3, l2: 1e-2, weightDecay: 0.05 },
  { ...plain, start: 405, end: 900, weightDecay: 0.05 },
  { ...plain, start: 900, end: LENGTH, rateFactor: 3 },
];

const SPECS: OptimizerSpec[] = [
  { kind: 'sgd' },
  { kind: 'sgd', momentum: 0.9 },
  { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.01 },
  { kind: 'adam' },
  { kind: 'adam', clipNorm: 0.5 },
  { kind: 'adamw', clipValue: 0.3 },
  { kind: 'rmsprop' },
  { kind: 'rmsprop', momentum: 0.5 },
  { kind: 'adagrad', clipNorm: 1 },
  { kind: 'muon', clipNorm: 3 },
  { kind: 'muon', nesterov: false, weightDecay: 0 },
];

describe('createWasmOptimizer(rule, length)', () => {
  test.each(SPECS)('%j: does what the plain version does, step after step', (spec) => {
    const rule = updateRule(spec);
    const optimizers = [createPlainOptimizer(rule, LENGTH), createWasmOptimizer(rule, LENGTH)];
    const rng = createRng(3);
    const start = Float32Array.from({ length: LENGTH }, () => rng.normal());
    for (const optimizer of optimizers) optimizer.parameters.set(start);
    for (let step = 0; step < 20; step++) {
      const gradient = Float32Array.from({ length: LENGTH }, () => rng.normal() * 10 ** -rng.int(6));
      const norms = optimizers.map((optimizer) => {
        optimizer.gradients.set(gradient);
        return optimizer.update(rule.matrices ? withMatrices : stretches, 0.01, step);
      });
      expect(Math.abs(norms[1] / norms[0] - 1)).toBeLessThan(1e-5);
    }
    const [expected, found] = optimizers;
    // Float32 against float64 arithmetic over 20 steps of size 0.01; Newton-Schulz steps stretch differences.
    const tolerance = rule.matrices ? 2e-4 : 2e-5;
    for (let i = 0; i < LENGTH; i++)
      expect(Math.abs(expected.parameters[i] - found.parameters[i])).toBeLessThan(tolerance);
    expect([...found.parameters.subarray(402, 405)]).toEqual([...start.subarray(402, 405)]); // frozen
  });

  test('leaves everything but the gradients alone when a gradient is not finite', () => {
    const optimizer = createWasmOptimizer(updateRule({ kind: 'adam' }), 8);
    optimizer.parameters.fill(1);
    optimizer.gradients[5] = Number.NaN;
    expect(optimizer.update([{ ...plain, start: 0, end: 8 }], 0.1, 0)).toBeNaN();
    expect([...optimizer.parameters]).toEqual(new Array(8).fill(1));
    expect([...optimizer.moments[0]]).toEqual(new Array(8).fill(0));
  });

  test('lets no moment become denormal', () => {
    const optimizer = createWasmOptimizer(updateRule({ kind: 'adam' }), 8);
    optimizer.gradients.fill(1e-20);
    for (let step = 0; step < 2000; step++) {
      optimizer.update([{ ...plain, start: 0, end: 8 }], 0.1, step);
      optimizer.gradients.fill(0);
      for (const moment of optimizer.moments) {
        for (const value of moment) expect(value === 0 || Math.abs(value) >= 1.18e-38).toBe(true);
      }
    }
  });
});

test('the kernels are what their sources compile to', async () => {
  expect(await staleKernels(['neural', 'engine-onnx'])).toEqual([]);
});
