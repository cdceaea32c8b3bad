import { dataset, matrix } from '@selvedge/data';
import { generateGarments } from '../garments/generate-garments.js';
import { decodePng } from '../png/png-codec.js';
import { describeDataset } from './describe-dataset.js';
import { sampleGrid } from './sample-grid.js';

const tiny = (name: string, values: number[], labels: number[]): ReturnType<typeof dataset> =>
  dataset({
    name,
    features: matrix(Uint8Array.from(values), labels.length, 2),
    labels: Uint16Array.from(labels),
    classes: ['a', 'b', 'c'],
    shape: [2],
    provenance: { source: 'test', steps: [] },
  });

describe('describeDataset(train, test)', () => {
  const train = tiny('train', [1, 2, 3, 4, 1, 2, 1, 2], [0, 1, 0, 1]);
  const held = tiny('test', [3, 4, 9, 9], [1, 0]);
  const { splits, shared } = describeDataset(train, held);

  test('counts classes, repeated rows, and repeated rows with another label', () => {
    expect(splits[0].classes.map(({ rows, share }) => [rows, share])).toEqual([
      [2, 0.5],
      [2, 0.5],
      [0, 0],
    ]);
    expect([splits[0].duplicates, splits[0].conflicting]).toEqual([2, 1]);
  });

  test('finds rows of one split in another', () => {
    expect(shared).toEqual([{ of: 'test', with: 'train', rows: 1 }]);
  });

  test('gives mean, standard deviation and range as numpy does', () => {
    // numpy.mean and numpy.std of [1, 2, 3, 4, 1, 2, 1, 2]
    expect(splits[0].mean).toBeCloseTo(2, 12);
    expect(splits[0].standardDeviation).toBeCloseTo(1, 12);
    expect([splits[0].minimum, splits[0].maximum]).toEqual([1, 4]);
  });
});

describe('sampleGrid(dataset, { perClass, seed })', () => {
  const { train } = generateGarments({ trainRows: 60, testRows: 10 });

  test('is a PNG with a line per class, the same for the same seed', () => {
    const png = sampleGrid(train, { perClass: 3, seed: 4 });
    expect(decodePng(png, 'grid').shape).toEqual([10 * 58 + 2, 3 * 58 + 2, 1]);
    expect(sampleGrid(train, { perClass: 3, seed: 4 })).toEqual(png);
    expect(sampleGrid(train, { perClass: 3, seed: 5 })).not.toEqual(png);
  });

  test('shows an image of the class in its line', () => {
    const { values, shape } = decodePng(sampleGrid(train, { perClass: 1, scale: 1 }), 'grid');
    const line = 4;
    const shown = Array.from(
      { length: 784 },
      (_, at) => values[(2 + line * 30 + Math.floor(at / 28)) * shape[1] + 2 + (at % 28)],
    );
    const rows = [...train.labels.entries()].filter(([, label]) => label === line).map(([row]) => row);
    expect(
      rows.some(
        (row) =>
          Buffer.compare(Uint8Array.from(shown), train.features.values.subarray(row * 784, (row + 1) * 784)) === 0,
      ),
    ).toBe(true);
  });

  test('refuses rows that are no images', () => {
    expect(() => sampleGrid(tiny('x', [1, 2], [0]))).toThrow(/are no images/);
  });
});
