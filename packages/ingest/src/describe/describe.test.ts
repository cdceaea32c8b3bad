import { dataset, matrix } from '@selvedge/data';
import { generateGarments } from '../garments/generate-garments.js';
import { describeDataset } from './describe-dataset.js';
import { sampleImages } from './sample-images.js';

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

  test('keeps a small deviation beside a large mean', () => {
    const large = {
      ...tiny('large', [0, 0, 0, 0, 0, 0], [0, 1, 2]),
      features: matrix(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3), 3, 1),
      shape: [1],
    };
    const [{ mean, standardDeviation }] = describeDataset(large).splits;
    expect(mean).toBe(1e9 + 2);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(2 / 3), 12); // numpy.std
  });
});

describe('sampleImages(dataset, { perClass, seed })', () => {
  const { train } = generateGarments({ trainRows: 60, testRows: 10 });

  test('draws rows of each class, as they are stored, the same for the same seed', () => {
    const images = sampleImages(train, { perClass: 3, seed: 4 });
    expect(images).toHaveLength(10);
    for (const [label, drawn] of images.entries()) {
      expect(new Set(drawn.map(({ row }) => row)).size).toBe(3);
      for (const image of drawn) {
        expect([image.label, train.labels[image.row]]).toEqual([label, label]);
        expect(image.pixels).toEqual(train.features.values.subarray(image.row * 784, (image.row + 1) * 784));
      }
    }
    expect(sampleImages(train, { perClass: 3, seed: 4 })).toEqual(images);
    expect(sampleImages(train, { perClass: 3, seed: 5 })).not.toEqual(images);
  });

  test('stretches floats over all brightnesses, whatever their range', () => {
    const floats = (...values: number[]) => ({
      ...tiny('floats', [1, 2], [0]),
      features: matrix(Float32Array.from(values), 1, 4),
      shape: [2, 2, 1],
    });
    expect([...sampleImages(floats(-0.5, 0, 0.25, 0.5))[0][0].pixels]).toEqual([0, 128, 191, 255]);
    expect([...sampleImages(floats(0, 1 / 3, 1, Number.POSITIVE_INFINITY))[0][0].pixels]).toEqual([0, 85, 255, 255]);
    expect([...sampleImages(floats(7, 7, 7, 7))[0][0].pixels]).toEqual([0, 0, 0, 0]);
  });

  test('refuses rows that are not images, and a count that is none', () => {
    expect(() => sampleImages(tiny('x', [1, 2], [0]))).toThrow(/are not images/);
    expect(() => sampleImages(train, { perClass: 0 })).toThrow(/perClass is 0/);
  });
});
