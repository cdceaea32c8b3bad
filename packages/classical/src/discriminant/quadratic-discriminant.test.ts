import { type LabelledRows, matrix } from '@selvedge/data';
import { halves } from '../../test/halves.js';
import { loadClassifier } from '../classifiers.js';
import type { QuadraticDiscriminantAnalysisParams } from '../specs.generated.js';
import { QuadraticDiscriminantAnalysis } from './quadratic-discriminant.js';
import reference from './quadratic-discriminant.reference.json' with { type: 'json' };

const bytes = (values: readonly number[]) =>
  matrix(Uint8Array.from(values), values.length / reference.columns, reference.columns);
const rowsOf = ({ train, labels, classes }: (typeof reference.cases)[number]): LabelledRows => ({
  features: bytes(train),
  labels: Uint16Array.from(labels),
  classes: ['a', 'b', 'c'].slice(0, classes),
});

describe('new QuadraticDiscriminantAnalysis(params)', () => {
  test.each(reference.cases)('predicts as scikit-learn does with $params of $classes $what classes', async (each) => {
    const params = each.params as Partial<QuadraticDiscriminantAnalysisParams>;
    const model = await new QuadraticDiscriminantAnalysis(params).fit(rowsOf(each));
    expect([...(await model.predict(bytes(each.test)))]).toEqual(each.predicted);
    const { values } = await model.predictProba(bytes(each.test));
    for (const [at, share] of each.shares.entries()) expect(Math.abs(values[at] - share)).toBeLessThan(1e-6);
  });

  test('predicts many rows in threads as it predicts few', async () => {
    const [rows, columns] = [3000, 150];
    const labels = Uint16Array.from({ length: rows }, (_, row) => row % 3);
    const values = Float32Array.from(
      { length: rows * columns },
      (_, at) => ((at * 7919) % 1009) / 100 + labels[Math.floor(at / columns)] / 9,
    );
    const features = matrix(values, rows, columns);
    const model = await new QuadraticDiscriminantAnalysis({ regParam: 0.5 }).fit({
      features,
      labels,
      classes: ['a', 'b', 'c'],
    });
    const few = await model.decisionFunction(matrix(values.slice(0, 70 * columns), 70, columns));
    const all = await model.decisionFunction(features, { threads: 2 });
    expect(all.values.slice(0, 210)).toEqual(few.values);
  });

  test('refuses classes whose covariance it cannot invert', async () => {
    const { features, labels, classes } = halves(40);
    const fit = (values: Float32Array, columns: number, given: object = {}) =>
      new QuadraticDiscriminantAnalysis(given).fit({
        features: matrix(values, values.length / columns, columns),
        labels,
        classes,
      });
    const twice = Float32Array.from({ length: 80 }, (_, at) => features.values[at - (at % 2)]);
    await expect(fit(twice, 2)).rejects.toThrow(/class 'low' a direction has a variance of 0.0001 .*regParam/);
    expect((await fit(twice, 2, { regParam: 0.1 })).means.values[0]).toBeLessThan(0.5);
    const one = { features: matrix(Float32Array.of(1, 2, 3), 3, 1), labels: Uint16Array.of(0, 0, 1), classes };
    await expect(new QuadraticDiscriminantAnalysis().fit(one)).rejects.toThrow(/class 'high' has 1 training row/);
    expect(() => new QuadraticDiscriminantAnalysis({ priors: [0.5, 0.4] })).toThrow(/priors.*sum to 1/);
    const priors = [0.1, 0.2, 0.7];
    await expect(new QuadraticDiscriminantAnalysis({ priors }).fit(halves(40))).rejects.toThrow(
      /got 3 numbers in priors/,
    );
  });

  test('refuses a saved model whose factors are damaged', async () => {
    const saved = (await new QuadraticDiscriminantAnalysis().fit(halves(40))).save();
    const factors = { ...saved.tensors['factors'], values: new Float64Array(8) };
    const damaged = { ...saved, tensors: { ...saved.tensors, factors } };
    expect(() => loadClassifier(damaged)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
  });
});
