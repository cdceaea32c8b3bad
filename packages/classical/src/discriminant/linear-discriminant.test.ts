import { type LabelledRows, matrix } from '@selvedge/data';
import { halves } from '../../test/halves.js';
import type { LinearDiscriminantAnalysisParams } from '../specs.generated.js';
import { LinearDiscriminantAnalysis } from './linear-discriminant.js';
import reference from './linear-discriminant.reference.json' with { type: 'json' };

const bytes = (values: readonly number[]) =>
  matrix(Uint8Array.from(values), values.length / reference.columns, reference.columns);
const rowsOf = ({ train, labels, classes }: (typeof reference.cases)[number]): LabelledRows => ({
  features: bytes(train),
  labels: Uint16Array.from(labels),
  classes: ['a', 'b', 'c'].slice(0, classes),
});

describe('new LinearDiscriminantAnalysis(params)', () => {
  test.each(reference.cases)('predicts as scikit-learn does with $params of $classes $what classes', async (each) => {
    const params = each.params as Partial<LinearDiscriminantAnalysisParams>;
    const model = await new LinearDiscriminantAnalysis(params).fit(rowsOf(each));
    expect([...(await model.predict(bytes(each.test)))]).toEqual(each.predicted);
    const { values } = await model.predictProba(bytes(each.test));
    for (const [at, share] of each.shares.entries()) expect(Math.abs(values[at] - share)).toBeLessThan(1e-6);
  });

  test('is the same for any number of threads', async () => {
    const columns = 120;
    const labels = Uint16Array.from({ length: 4000 }, (_, row) => row % 3);
    const values = Float32Array.from(
      { length: 4000 * columns },
      (_, at) => ((at * 7919) % 1009) + labels[Math.floor(at / columns)],
    );
    const rows = { features: matrix(values, 4000, columns), labels, classes: ['a', 'b', 'c'] };
    const fit = async (threads: number) => (await new LinearDiscriminantAnalysis().fit(rows, { threads })).save();
    expect(await fit(2)).toEqual(await fit(1));
  });

  test('leaves a column out that varies by rounding errors alone', async () => {
    const { features, labels, classes } = halves(40);
    const values = Float64Array.from({ length: 120 }, (_, at) =>
      at % 3 === 2 ? 0.1 : features.values[Math.floor(at / 3) * 2 + (at % 3)],
    );
    const wide = await new LinearDiscriminantAnalysis().fit({ features: matrix(values, 40, 3), labels, classes });
    const narrow = await new LinearDiscriminantAnalysis().fit(halves(40));
    for (const [at, line] of [0, 1].entries()) {
      const found = [...wide.weights.values.subarray(line * 3, line * 3 + 3)];
      expect(found[2]).toBe(0);
      expect(found[0]).toBeCloseTo(narrow.weights.values[at * 2], 4);
    }
  });

  test.each(['svd', 'lsqr'] as const)('%s sees columns whose sizes are 1e9 apart', async (solver) => {
    const { features, labels, classes } = halves(40);
    const sharesAt = async (first: number, second: number) => {
      const values = Float64Array.from(features.values, (value, at) => value * (at % 2 === 0 ? first : second));
      const rows = { features: matrix(values, 40, 2), labels, classes };
      const model = await new LinearDiscriminantAnalysis({ solver }).fit(rows);
      return (await model.predictProba(rows.features)).values;
    };
    const even = await sharesAt(1, 1);
    for (const sizes of [
      [1e-9, 1],
      [1, 1e9],
      [1e-6, 1e6],
    ]) {
      const found = await sharesAt(sizes[0], sizes[1]);
      for (const [at, share] of found.entries()) expect(share).toBeCloseTo(even[at], 6);
    }
  });

  test('gives log probabilities up to what a row shares', async () => {
    const model = await new LinearDiscriminantAnalysis().fit(halves(40));
    const point = matrix(Float32Array.of(0.45, 0.5), 1, 2);
    const [low, high] = (await model.decisionFunction(point)).values;
    expect((await model.predictProba(point)).values[1]).toBeCloseTo(1 / (1 + Math.exp(low - high)), 6);
  });

  test('refuses what it cannot use', async () => {
    expect(() => new LinearDiscriminantAnalysis({ shrinkage: 0.5 })).toThrow(/shrinkage.*need solver 'lsqr'/);
    expect(() => new LinearDiscriminantAnalysis({ priors: [0.5, 0.6] })).toThrow(/priors.*sum to 1/);
    const fit = (priors: readonly number[], classes = ['low', 'high']) =>
      new LinearDiscriminantAnalysis({ priors }).fit({ ...halves(40), classes });
    await expect(fit([0.2, 0.3, 0.5])).rejects.toThrow(/got 3 numbers in priors for 2 classes/);
    await expect(fit([0.2, 0.3, 0.5], ['low', 'high', 'none'])).rejects.toThrow(/class 'none' has no training rows/);
    const pair = { features: matrix(Float32Array.of(1, 2), 2, 1), labels: Uint16Array.of(0, 1), classes: ['a', 'b'] };
    await expect(new LinearDiscriminantAnalysis().fit(pair)).rejects.toThrow(/more rows than classes/);
  });
});
