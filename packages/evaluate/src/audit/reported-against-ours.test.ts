import { reportedAgainstOurs } from './reported-against-ours.js';

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
