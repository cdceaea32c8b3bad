import { createRng } from '@selvedge/data';
import { split } from './split.js';

const labels = Uint16Array.from({ length: 30 }, (_, row) => Math.floor(row / 10));

test("'ranges' refuses them, too", () => {
  const ranges = (end: number) => ({ kind: 'ranges', train: [0, end], validation: [end, 30] }) as const;
  expect(() => split(ranges(20), { labels }, createRng(0))).toThrow(
    "split 'ranges': class 2 (row 20) is in validation",
  );
  expect(split(ranges(21), { labels }, createRng(0)).validation).toHaveLength(9);
});

test.each(['last', 'first'] as const)(
  "'%s' refuses rows sorted by class that leave one without training rows",
  (kind) => {
    expect(() => split({ kind, validation: 10 }, { labels }, createRng(0))).toThrow(/sorted by class/);
    expect(split({ kind, validation: 9 }, { labels }, createRng(0)).validation).toHaveLength(9);
  },
);
