import { createRng } from '@selvedge/data';
import { contractCases } from '@selvedge/data/testing';
import type { SplitSpec } from '../specs.generated.js';
import { split } from './split.js';
import { splits } from './splits.js';

const labels = Uint16Array.from({ length: 60 }, (_, row) => row % 3);
const CASES = contractCases<SplitSpec>('split', splits.kinds, {
  last: { kind: 'last', validation: 12 },
  first: { kind: 'first', validation: 12 },
  fraction: { kind: 'fraction', validation: 0.2, test: 0.1 },
  'per-class': { kind: 'per-class', train: 10, validation: 5 },
  ranges: { kind: 'ranges', train: [0, 40], validation: [40, 50], test: [50, 60] },
  rows: { kind: 'rows', train: [0, 1, 2, 3], validation: [4, 5, 6], test: [8] },
  grouped: { kind: 'grouped', groups: Array.from(labels, (_, row) => row >> 1), validation: 0.2 },
});

describe.each(CASES)('the split %s', (_, spec) => {
  const parts = (seed: number) => {
    const { train, validation, test = [] } = split(spec, { labels }, createRng(seed));
    return [[...train], [...validation], [...test]];
  };

  test('has parts that share no row, of rows that there are', () => {
    const all = parts(1).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((row) => Number.isInteger(row) && row >= 0 && row < labels.length)).toBe(true);
    expect(parts(1)[0].length).toBeGreaterThan(0);
  });

  test('gives the same parts for the same seed', () => {
    expect(parts(7)).toEqual(parts(7));
  });

  test('is plain JSON, and refuses a field that it does not have', () => {
    expect(splits.checked(JSON.parse(JSON.stringify(spec)))).toMatchObject({ kind: spec.kind });
    expect(() => splits.checked({ ...spec, nonsense: 1 })).toThrow("unknown key 'nonsense'");
  });
});
