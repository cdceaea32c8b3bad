import { readFileSync } from 'node:fs';
import { countByClass, type LabelledRows, matrix } from '@selvedge/data';
import { type TrainTestSplitOptions, trainTestSplit } from './train-test-split.js';

interface Reference {
  readonly sizes: readonly { rows: number; sizes: TrainTestSplitOptions; train: number; test: number }[];
  readonly stratified: readonly { counts: number[]; testSize: number; train: number[]; test: number[] }[];
}

const reference = JSON.parse(
  readFileSync(new URL('./train-test-split.reference.json', import.meta.url), 'utf8'),
) as Reference;

/** Row r holds the number r. */
function rowsOf(labels: readonly number[]): LabelledRows<Float32Array> {
  const features = matrix(Float32Array.from(labels.keys()), labels.length, 1);
  return { features, labels: Uint16Array.from(labels), classes: ['a', 'b', 'c'] };
}

const plain = (rows: number): LabelledRows<Float32Array> => rowsOf(Array.from({ length: rows }, () => 0));

describe('trainTestSplit', () => {
  it("has scikit-learn's sizes, with every row in at most one part", () => {
    for (const { rows, sizes, train, test } of reference.sizes) {
      const parts = trainTestSplit(plain(rows), sizes);
      expect([rows, sizes, parts.train.features.rows, parts.test.features.rows]).toEqual([rows, sizes, train, test]);
      const drawn = new Set([...parts.train.features.values, ...parts.test.features.values]);
      expect(drawn.size).toBe(train + test);
    }
  });

  it("has scikit-learn's rows of each class when stratified", () => {
    expect(reference.stratified.length).toBeGreaterThan(2);
    for (const { counts, testSize, train, test } of reference.stratified) {
      const rows = rowsOf(counts.flatMap((count, label) => Array.from({ length: count }, () => label)));
      const parts = trainTestSplit(rows, { testSize, stratify: true, seed: 3 });
      expect([...countByClass(parts.train.labels, counts.length)]).toEqual(train);
      expect([...countByClass(parts.test.labels, counts.length)]).toEqual(test);
    }
  });

  it('draws by its seed, and keeps the order without shuffle', () => {
    const values = (options: TrainTestSplitOptions): number[] => [
      ...trainTestSplit(plain(20), options).test.features.values,
    ];
    expect(values({ seed: 1 })).toEqual(values({ seed: 1 }));
    expect(values({ seed: 1 })).not.toEqual(values({ seed: 2 }));
    expect(values({ shuffle: false })).toEqual([15, 16, 17, 18, 19]);
  });

  it('says what it refuses', () => {
    const call =
      (options: object, rows = plain(4)) =>
      () =>
        trainTestSplit(rows, options);
    expect(call({ testSize: 4 })).toThrow(/0 training and 4 test rows of 4/);
    expect(call({ testSize: 3, trainSize: 2 })).toThrow(/together at most 4/);
    expect(call({ testSize: 1.5 })).toThrow(/testSize is 1.5; need a share between 0 and 1/);
    expect(call({ test_size: 0.5 })).toThrow(/write testSize;/);
    expect(call({ random_state: 0 })).toThrow(/write seed: 0/);
    expect(call({ stratify: true, shuffle: false })).toThrow(/leave out shuffle: false/);
    expect(call({ stratify: [0, 1] })).toThrow(/write stratify: true/);
    expect(call({ stratify: true }, rowsOf([0, 0, 0, 1]))).toThrow(/class 1 has one row \(3\)/);
    expect(call({ stratify: true, testSize: 1 }, rowsOf([0, 0, 1, 1]))).toThrow(/needs 2 of each, one per class/);
  });
});
