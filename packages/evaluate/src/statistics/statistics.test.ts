import { matrix } from '@selvedge/data';
import { mcnemar } from '../comparison/mcnemar.js';
import { calibrationCurve } from '../uncertainty/calibration.js';
import { applyTemperature, fitTemperature } from '../uncertainty/temperature.js';
import { wilsonInterval } from '../uncertainty/wilson-interval.js';
import { fairCoinsAtMost, fairCoinsExactly } from './binomial.js';
import { normalQuantile } from './normal.js';
import reference from './statistics.reference.json' with { type: 'json' };
import { fisherUpper, studentQuantile, studentTwoSided } from './student-t.js';

/** Both sides are good to about 1e-13 for small counts and 1e-11 for thousands. */
const expectNear = (ours: number, theirs: number, tolerance = 2e-11): void => {
  expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(theirs), 1e-300));
};

describe('distributions against SciPy', () => {
  test('normal quantiles, far tails included', () => {
    for (const [p, z] of reference.normal) {
      if (z === 0) expect(normalQuantile(p)).toBe(0);
      else expectNear(normalQuantile(p), z, 1e-14);
    }
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-1)]).toEqual([-Infinity, Infinity, Number.NaN]);
  });

  test("Student's t, Fisher's F and fair coins", () => {
    for (const [t, df, p] of reference.student) expectNear(studentTwoSided(t, df), p);
    for (const [level, df, t] of reference.quantile) expectNear(studentQuantile(level, df), t, 2e-9); // SciPy's are no better, see below
    expect(studentQuantile(0.5, 1)).toBeCloseTo(1, 14); // the quartile of Cauchy's distribution, where SciPy is off by 1e-11
    for (const [f, a, b, p] of reference.fisher) expectNear(fisherUpper(f, a, b), p);
    for (const [k, n, atMost, exactly] of reference.coins) {
      expectNear(fairCoinsAtMost(k, n), atMost);
      expectNear(fairCoinsExactly(k, n), exactly, 1e-10);
    }
  });
});

describe('wilsonInterval(count, total)', () => {
  test('gives the interval of SciPy', () => {
    for (const [count, total, level, low, high] of reference.wilson) {
      const interval = wilsonInterval(count, total, { level });
      expect(interval.low).toBeCloseTo(low, 13);
      expect(interval.high).toBeCloseTo(high, 13);
    }
  });

  test('reaches 0 and 1 exactly, and has a width there', () => {
    expect(wilsonInterval(0, 20)).toMatchObject({ low: 0 });
    expect(wilsonInterval(20, 20)).toMatchObject({ high: 1 });
    expect(wilsonInterval(20, 20).low).toBeLessThan(0.9);
  });

  test.each([
    [3, 2],
    [-1, 5],
    [1, 0],
    [0.5, 2],
    [Number.NaN, 2],
  ])('refuses %p of %p', (count, total) => {
    expect(() => wilsonInterval(count, total)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test.each([0, 1, 95, Number.NaN])('refuses level %p', (level) => {
    expect(() => wilsonInterval(1, 2, { level })).toThrow(/level/);
  });
});

describe('mcnemar(truth, first, second)', () => {
  const rows = (onlyFirst: number, onlySecond: number): [Uint16Array, Uint16Array, Uint16Array] => {
    const truth = new Uint16Array(onlyFirst + onlySecond + 4); // two rows that both get right, two that neither does
    const first = truth.map((_, row) => (row < onlyFirst || row >= truth.length - 2 ? 0 : 1));
    const second = truth.map((_, row) =>
      (row >= onlyFirst && row < onlyFirst + onlySecond) || row >= truth.length - 2 ? 0 : 1,
    );
    return [truth, first, second];
  };

  test('gives the exact binomial p-value of SciPy', () => {
    for (const [onlyFirst, onlySecond, pValue] of reference.mcnemar) {
      const result = mcnemar(...rows(onlyFirst, onlySecond), { variant: 'exact' });
      expect(result).toMatchObject({ onlyFirstRight: onlyFirst, onlySecondRight: onlySecond });
      expectNear(result.pValue, pValue);
    }
  });

  test('counts the observed outcome half in the mid-p value', () => {
    // 8 coins, at most 1 head: 9 of 256 ways, twice; the 8 ways of exactly one head count once.
    expect(mcnemar(...rows(1, 7)).pValue).toBeCloseTo((2 * 9 - 8) / 256, 12);
    // Just 1 but for rounding, which took it to 1.0000000000000018.
    for (const each of [1, 2, 5, 40]) {
      const { pValue } = mcnemar(...rows(each, each));
      expect(pValue).toBeCloseTo(1, 12);
      expect(pValue).toBeLessThanOrEqual(1);
    }
  });

  test('says 1 when no row tells the two apart', () => {
    expect(mcnemar(...rows(0, 0)).pValue).toBe(1);
  });
});

describe('calibrationCurve(truth, probabilities)', () => {
  const { truth, score } = reference.calibration;
  const labels = Uint16Array.from(truth);
  const probabilities = matrix(Float64Array.from(score.flatMap((p) => [1 - p, p])), score.length, 2);

  test.each(['uniform', 'quantile'] as const)('gives the curve of scikit-learn: %s', (strategy) => {
    const curve = calibrationCurve(labels, probabilities, { bins: 7, strategy, class: 1 });
    const [right, confidence] = reference.calibration[strategy];
    expect(curve.bins).toHaveLength(right.length);
    curve.bins.forEach((bin, at) => {
      expect(bin.accuracy.value).toBeCloseTo(right[at], 12);
      expect(bin.meanConfidence).toBeCloseTo(confidence[at], 12);
    });
    expect(curve.bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(labels.length);
  });

  test('is 0 for certain and right, 1 for certain and wrong', () => {
    const certain = matrix(Float64Array.of(1, 0, 0, 1), 2, 2);
    expect(calibrationCurve(Uint16Array.of(0, 1), certain).expectedError).toBe(0);
    expect(calibrationCurve(Uint16Array.of(1, 0), certain)).toMatchObject({ expectedError: 1, maximumError: 1 });
  });

  test.each([{ bins: 0 }, { bins: 2.5 }, { class: 2 }, { class: -1 }])('refuses %p', (options) => {
    expect(() => calibrationCurve(labels, probabilities, options)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

describe('fitTemperature(truth, probabilities)', () => {
  const { labels, shares, temperature, loss, ece } = reference.temperature;
  const truth = Uint16Array.from(labels);
  const probabilities = matrix(Float64Array.from(shares), labels.length, 4);

  test("finds the minimum that SciPy's bounded search finds", () => {
    const fit = fitTemperature(truth, probabilities);
    expect(fit.stopped).toBe('converged');
    expect(fit.temperature).toBeCloseTo(temperature, 5); // a minimum is flat: 1e-12 of loss is 1e-6 of place
    expect(fit.after.logLoss).toBeCloseTo(loss, 10);
    expect(fit.before.expectedError).toBeCloseTo(ece, 12);
    expect(fit.after.logLoss).toBeLessThanOrEqual(fit.before.logLoss);
  });

  test('undoes a temperature that was applied', () => {
    const fit = fitTemperature(truth, probabilities);
    const hotter = applyTemperature(probabilities, 2.5);
    expect(fitTemperature(truth, hotter).temperature).toBeCloseTo(fit.temperature / 2.5, 6);
  });

  test('stops at its bound where certainty has no end', () => {
    const right = matrix(Float64Array.of(0.6, 0.4, 0.3, 0.7), 2, 2);
    expect(fitTemperature(Uint16Array.of(0, 1), right).temperature).toBeLessThan(0.05);
  });

  test.each([0, -1, Number.NaN, Infinity])('refuses to apply %p', (bad) => {
    expect(() => applyTemperature(probabilities, bad)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
