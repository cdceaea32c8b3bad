import type { RecordedRow } from './record.js';
import { type RecordedSeeds, seedRunOf, seedsSection } from './seeds.js';

const share = (value: number) => ({ value, low: 0, high: 1, rows: 100 });
const row = (test: number, validation = 0.9): RecordedRow => ({
  format: 1,
  id: 'a.row',
  data: 'fashion-mnist',
  seed: 0,
  models: [
    {
      name: 'a.row',
      model: {},
      trainRows: 1,
      fitSeconds: 1,
      parts: {
        validation: { accuracy: share(validation), metrics: {} },
        test: { accuracy: share(test), metrics: {} },
      },
    },
  ],
  verdicts: [],
  seconds: 2,
  digest: '',
  environment: { node: '20', processor: 'some processor', processors: 2 },
  commit: 'abc',
});
const seeds = (...tests: readonly number[]): ReadonlyMap<string, RecordedSeeds> =>
  new Map([['a.row', { format: 1, id: 'a.row', runs: tests.map((test, seed) => seedRunOf(seed, row(test))) }]]);

describe('seedsSection(seeds, results)', () => {
  test('gives mean, interval of the mean, and where one more seed lies', () => {
    // t(0.975, 2) = 4.302653; s = 0.01; the mean moves by t s / sqrt(3), one more seed by t s sqrt(1 + 1/3).
    const text = seedsSection(seeds(0.89, 0.9, 0.91), new Map([['a.row', row(0.895)]]));
    expect(text).toContain('| a.row | 3 | 90.00 | 90.00 (87.52 to 92.48) | 1.00 | 85.03 to 94.97 | 89.50 |');
    expect(text).toContain('Run on some processor:');
  });

  test('is empty without two seeds', () => {
    expect(seedsSection(new Map(), new Map())).toBe('');
    expect(seedsSection(seeds(0.9), new Map())).toBe('');
  });
});
