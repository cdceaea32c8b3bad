import { inspect } from 'node:util';
import { type FittedClassifier, type LabelledRows, type Matrix, matrix } from '@selvedge/data';
import { reportedAgainstOurs } from './reported-against-ours.js';
import { TestVault } from './test-vault.js';

const test4: LabelledRows = {
  features: matrix(Uint8Array.of(0, 1, 1, 0), 4, 1),
  labels: Uint16Array.of(0, 1, 1, 1),
  classes: ['off', 'on'],
};

/** Says what the one pixel says. */
const echo = {
  classes: ['off', 'on'],
  predictProba: async ({ values, rows }: Matrix) =>
    matrix(Float32Array.from([...values].flatMap((v) => [1 - v, v])), rows, 2),
} as unknown as FittedClassifier;

describe('new TestVault(name, test)', () => {
  test('shows features, but labels in no property, no JSON and no log', () => {
    const vault = new TestVault('pixels test', { ...test4, labels: Uint16Array.of(0, 1, 1, 1) });
    expect(vault.features).toBe(test4.features);
    expect(vault.rows).toBe(4);
    expect('labels' in vault).toBe(false);
    for (const text of [JSON.stringify(vault), inspect(vault, { depth: 9, showHidden: true })]) {
      expect(text).not.toMatch(/labels.*\[?0, ?1, ?1, ?1/s);
    }
    expect(Object.values(vault).some((value) => value instanceof Uint16Array)).toBe(false);
  });

  test('cannot be changed through the array it was made from, nor through what score returns', async () => {
    const labels = test4.labels.slice();
    const vault = new TestVault('pixels test', { ...test4, labels });
    labels.fill(0);
    const { evaluation, predictions } = await vault.score('echo', echo);
    expect(evaluation.report.accuracy).toMatchObject({ count: 3, total: 4 });
    predictions.truth.fill(0);
    expect((await vault.score('echo', echo)).evaluation.report.accuracy.count).toBe(3);
  });

  test('counts every look, per model too, and says it in words', async () => {
    const vault = new TestVault('pixels test', test4);
    expect(vault.record().sentence).toBe('The labels of pixels test have not been looked at.');
    await vault.score('echo', echo);
    vault.scorePredictions('constant', Uint16Array.of(1, 1, 1, 1));
    expect(vault.record().sentence).toBe(
      'The labels of pixels test were looked at 2 times, for 2 models, each scored once.',
    );
    const third = await vault.score('echo', echo);
    expect(third.opening).toEqual({ number: 3, model: 'echo', timesForModel: 2, rows: 4, accuracy: 0.75 });
    expect(vault.record()).toMatchObject({ scoredAgain: ['echo'], openings: { length: 3 } });
    expect(vault.record().sentence).toMatch(/scored more than once: echo\. .* optimistic/);
  });

  test('refuses a model of other classes, and predictions of other rows, without counting a look', async () => {
    const vault = new TestVault('pixels test', test4);
    const swapped = { ...echo, classes: ['on', 'off'] } as unknown as FittedClassifier;
    await expect(vault.score('echo', swapped)).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(() => vault.scorePredictions('short', Uint16Array.of(1))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(vault.record().openings).toEqual([]);
  });
});

describe('reportedAgainstOurs(name, reported, ours)', () => {
  const interval = (low: number, high: number) => ({ low, high, level: 0.95, method: 'wilson' }) as const;
  const ours = { value: 0.8554, interval: interval(0.8484, 0.8622), rows: 10_000, split: 'test' } as const;
  const reported = { source: 'a benchmark', metric: 'accuracy', rows: 10_000, split: 'test' } as const;

  test('agrees within the noise of both', () => {
    const result = reportedAgainstOurs('knn', { ...reported, value: 0.849 }, ours);
    expect(result).toMatchObject({ verdict: 'agrees', comparable: true });
    expect(result.noise).toBeCloseTo(Math.hypot(0.0069, 1.96 * Math.sqrt((0.849 * 0.151) / 10_000)), 5);
    expect(result.sentence).toBe(
      'knn: 0.849 reported by a benchmark on test, 0.8554 ours on 10000 test rows; agrees within noise.',
    );
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('is better or contradicts beyond it, and turns round for losses', () => {
    expect(reportedAgainstOurs('knn', { ...reported, value: 0.82 }, ours).verdict).toBe('better');
    expect(reportedAgainstOurs('knn', { ...reported, value: 0.9 }, ours).verdict).toBe('contradicts');
    const loss = { ...ours, value: 0.3, interval: interval(0.29, 0.31) };
    const theirs = { ...reported, metric: 'log-loss', value: 0.346, rows: null };
    expect(reportedAgainstOurs('mlp', theirs, loss, { better: 'lower' }).verdict).toBe('better');
    expect(reportedAgainstOurs('mlp', { ...theirs, value: 0.2 }, loss, { better: 'lower' }).verdict).toBe(
      'contradicts',
    );
  });

  test('counts the last printed digit as noise', () => {
    const exact = { ...ours, interval: interval(0.8554, 0.8554) };
    const unknown = { ...reported, value: 0.86, rows: null };
    expect(reportedAgainstOurs('knn', unknown, exact).verdict).toBe('contradicts');
    expect(reportedAgainstOurs('knn', { ...unknown, rounding: 0.005 }, exact).verdict).toBe('agrees');
  });

  test('says when the two are not alike, and why', () => {
    const flawed = {
      ...reported,
      value: 0.93,
      split: 'validation',
      flaws: ['F4: weights were carried from fold to fold', 'no final test'],
    } as const;
    const result = reportedAgainstOurs('cnn', flawed, ours);
    expect(result.comparable).toBe(false);
    expect(result.sentence).toContain('the splits differ; F4: weights were carried from fold to fold; no final test');
  });

  test('refuses per cents and NaN', () => {
    expect(() => reportedAgainstOurs('knn', { ...reported, value: 85.5 }, ours)).toThrow(/Divide per cents by 100/);
    expect(() => reportedAgainstOurs('knn', { ...reported, value: Number.NaN }, ours)).toThrow(/NaN reported/);
  });
});
