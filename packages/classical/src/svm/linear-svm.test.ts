import { type LabelledRows, matrix } from '@selvedge/data';
import { halves } from '../../test/halves.js';
import type { LinearSvmParams } from '../specs.generated.js';
import { LinearSvm } from './linear-svm.js';
import reference from './linear-svm.reference.json' with { type: 'json' };

const exact = { tol: 1e-9, maxIter: 1_000_000 };

const rowsOf = ({ train, labels, classes }: (typeof reference.cases)[number]): LabelledRows => ({
  features: matrix(Float32Array.from(train), labels.length, reference.columns),
  labels: Uint16Array.from(labels),
  classes: ['a', 'b', 'c'].slice(0, classes),
});

describe('new LinearSvm(params)', () => {
  test.each(reference.cases)("finds scikit-learn's weights with $params of $classes classes", async (each) => {
    const train = rowsOf(each);
    const model = await new LinearSvm({ ...(each.params as Partial<LinearSvmParams>), ...exact }).fit(train);
    expect(model.convergence.isConverged).toBe(true);
    const first = each.classes === 2 ? 1 : 0; // of two classes scikit-learn shows the second one's line
    for (const [at, weights] of each.weights.entries()) {
      const start = (first + at) * reference.columns;
      const found = model.weights.values.subarray(start, start + reference.columns);
      for (const [column, weight] of weights.entries()) expect(found[column]).toBeCloseTo(weight, 4);
      expect(model.intercepts[first + at]).toBeCloseTo(each.intercepts[at], 4);
    }
    expect([...(await model.predict(train.features))]).toEqual(each.predicted);
  });

  test.each(reference.sizes)("ends at scikit-learn's loss or below for $name columns at C $C", async (each) => {
    const { C, labels, loss } = each;
    const rows = labels.length;
    const features = matrix(Float64Array.from(each.train), rows, 2);
    const train = { features, labels: Uint16Array.from(labels), classes: ['a', 'b'] };
    const { convergence, weights, intercepts } = await new LinearSvm({ C }).fit(train);
    const [first, second] = weights.values.subarray(2);
    let reached = (first ** 2 + second ** 2 + intercepts[1] ** 2) / 2;
    for (const [row, label] of labels.entries()) {
      const score = first * features.values[2 * row] + second * features.values[2 * row + 1] + intercepts[1];
      reached += C * Math.max(0, 1 - (2 * label - 1) * score) ** 2;
    }
    expect(convergence.isConverged).toBe(true);
    expect(convergence.iterations).toBeLessThan(10);
    expect(reached).toBeLessThan(loss * (1 + 1e-9));
  });

  test.each([1e-17, 1e-60, 1e-300])(
    'is not moved by a column of %d, which a constant leaves when it is scaled',
    async (tiny) => {
      const { features, labels, classes } = halves(40);
      const values = Float64Array.from({ length: 120 }, (_, at) =>
        at % 3 === 2 ? tiny : features.values[Math.floor(at / 3) * 2 + (at % 3)],
      );
      const wide = await new LinearSvm().fit({ features: matrix(values, 40, 3), labels, classes });
      const narrow = await new LinearSvm().fit(halves(40));
      for (const [at, weight] of narrow.weights.values.entries()) {
        expect(wide.weights.values[Math.floor(at / 2) * 3 + (at % 2)]).toBeCloseTo(weight, 10);
      }
    },
  );

  test('gives decision values, of two classes one for each side', async () => {
    const model = await new LinearSvm().fit(halves(40));
    const point = matrix(Float32Array.of(0.1, 0.5, 0.9, 0.5), 2, 2);
    const { values } = await model.decisionFunction(point);
    expect(values[0]).toBe(-values[1]);
    expect([...(await model.predict(point))]).toEqual([values[0] > 0 ? 0 : 1, values[2] > 0 ? 0 : 1]);
    const shares = await model.predictProba(point);
    expect(shares.values[1]).toBeCloseTo(1 / (1 + Math.exp(-2 * values[1])), 6);
    await expect(model.decisionFunction(matrix(new Float32Array(3), 1, 3))).rejects.toThrow(/column/);
  });

  test('is the same for any number of threads, and of other rows in order with another seed', async () => {
    const train = rowsOf(reference.cases[0]);
    const fit = async (options: object) =>
      (await new LinearSvm({ loss: 'hinge', maxIter: 2 }).fit(train, options)).weights.values;
    const one = await fit({ threads: 1, seed: 1 });
    expect(await fit({ threads: 3, seed: 1 })).toEqual(one);
    expect(await fit({ seed: 2 })).not.toEqual(one);
  });

  test('never predicts a class without rows, and says where it did not converge', async () => {
    const rows = { ...halves(40), classes: ['low', 'high', 'none'] };
    const model = await new LinearSvm({ maxIter: 1, tol: 0 }).fit(rows);
    expect(model.convergence).toEqual({ isConverged: false, iterations: 1 });
    expect(model.intercepts[2]).toBe(-Infinity);
    const shares = await model.predictProba(rows.features);
    expect(shares.values.filter((_, at) => at % 3 === 2).every((share) => share === 0)).toBe(true);
  });

  test('refuses parameters and weights that do not fit', async () => {
    expect(() => new LinearSvm({ C: 0 })).toThrow(/linear-svm': C: got 0/);
    expect(() => new LinearSvm({ loss: 'squared_hinge' as never })).toThrow(/squared-hinge/);
    const rows = halves(40);
    await expect(new LinearSvm({ classWeight: [1, 2, 3] }).fit(rows)).rejects.toThrow(
      /linear-svm: got 3 numbers in classWeight for 2 classes/,
    );
  });
});
