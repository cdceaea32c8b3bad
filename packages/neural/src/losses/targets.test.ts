import { applyHead } from '@selvedge/networks/engine';
import { adjustTargets, balancedClassWeights, fillTargets } from './targets.js';

describe('fillTargets(out, labels, rows, classes, options)', () => {
  const labels = Uint16Array.of(2, 0, 1);
  test('is one-hot in the order of the rows', () => {
    expect([...fillTargets(new Float32Array(6), labels, [2, 0], 3)]).toEqual([0, 1, 0, 0, 0, 1]);
  });
  test('smooths, then weights by the class of the row', () => {
    const out = fillTargets(new Float32Array(4), labels, [0], 4, { labelSmoothing: 0.2, classWeights: [1, 1, 3, 1] });
    for (const [i, value] of [0.15, 0.15, 2.55, 0.15].entries()) expect(out[i]).toBeCloseTo(value, 6);
  });
});

test('adjustTargets smooths and weights mixed rows', () => {
  const out = adjustTargets(Float32Array.of(0.5, 0.5), 2, { labelSmoothing: 0.1, classWeights: [1, 2] });
  expect(out[0]).toBeCloseTo(0.9 * 0.5 * 1 + 0.05 * 1.5, 6);
  expect(out[1]).toBeCloseTo(0.9 * 0.5 * 2 + 0.05 * 1.5, 6);
  const options = { labelSmoothing: 0.2, classWeights: [1, 1, 3, 1] };
  const whole = fillTargets(new Float32Array(4), Uint16Array.of(2), [0], 4, options);
  expect([...adjustTargets(Float32Array.of(0, 0, 1, 0), 4, options)].map(Math.fround)).toEqual([...whole]);
});

test("balancedClassWeights are scikit-learn's", () => {
  expect(balancedClassWeights(Uint16Array.of(0, 0, 0, 1), 2)).toEqual([4 / 6, 2]);
  expect(balancedClassWeights(Uint16Array.of(0, 0, 2, 2), 3)).toEqual([1, 0, 1]);
});

test('applyHead gives probabilities without overflow', () => {
  const p = applyHead(Float32Array.of(1000, 1000, -1000, 0, Math.log(3), -200), 3, 'softmax');
  expect([...p].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([0.5, 0.5, 0, 0.25, 0.75, 0]);
  expect([...applyHead(Float32Array.of(2, -3), 2, 'linear')]).toEqual([2, -3]);
});

test('balancedClassWeights refuses a label that is none of the classes', () => {
  expect(() => balancedClassWeights(Uint16Array.of(0, 1, 7), 2)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining('row 2 is 7') }),
  );
});
