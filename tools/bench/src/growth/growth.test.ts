import { drawGrowth } from './draw.js';
import { along, type GrowthResults, type Point, slope } from './measurements.js';
import { growthSection } from './section.js';

/** A cost of rows times the square of columns, on the tables that growth.ts measures. */
const points = (seconds: number): Point[] =>
  [
    [2000, 64],
    [8000, 64],
    [32_000, 64],
    [8000, 16],
    [8000, 256],
  ].map(([rows, columns]) => {
    const time = seconds * rows * columns ** 2;
    return { rows, columns, seconds: time, processorSeconds: time, peakMb: 100 * rows ** 0.5 };
  });
const results: GrowthResults = {
  command: 'node growth.js',
  date: '2026-11-27',
  processor: 'P',
  cores: 2,
  node: 'v20',
  peer: 'scikit-learn 1.9.1',
  load: [1, 2],
  models: [{ model: 'tree', measured: 'fit', ours: points(1e-9), peer: points(2e-9) }],
};

test('a slope is the power that a cost grows with along one axis', () => {
  expect(along(points(1), 'columns').map(({ columns }) => columns)).toEqual([16, 64, 256]);
  expect(slope(points(1), 'rows', 'processorSeconds')).toBeCloseTo(1);
  expect(slope(points(1), 'columns', 'processorSeconds')).toBeCloseTo(2);
  expect(slope(points(1), 'rows', 'peakMb')).toBeCloseTo(0.5);
});

test('the section states the slopes of both sides', () => {
  expect(growthSection(results)).toContain('| tree (fit) | 1.00, 1.00 | 0.50, 0.50 | 2.00, 2.00 | 0.00, 0.00 |');
});

test('the figure has a panel for rows and one for columns, in which lines of a power are straight', () => {
  const svg = drawGrowth(results);
  expect(svg.match(/<polyline/g)).toHaveLength(4);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  const [first] = [...svg.matchAll(/<polyline points="([^"]+)"/g)].map(([, text]) =>
    text.split(' ').map((place) => place.split(',').map(Number)),
  );
  const [[x0, y0], [x1, y1], [x2, y2]] = first;
  expect(Math.abs((y1 - y0) / (x1 - x0) - (y2 - y1) / (x2 - x1))).toBeLessThan(0.01);
});
