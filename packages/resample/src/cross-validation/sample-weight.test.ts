import { createRng, type FitOptions, type FittedClassifier, type LabelledRows, matrix } from '@selvedge/data';
import { Means, type Params } from '../../test/means.js';
import { crossValidate, nestedCrossValidate } from '../index.js';

const rng = createRng(2);
const labels = Uint16Array.from({ length: 60 }, (_, row) => row % 2);
const features = matrix(
  Float64Array.from({ length: 120 }, (_, at) => rng.normal() + labels[at >> 1]),
  60,
  2,
);
const rows = { features, labels, classes: ['a', 'b'] };

/** Predicts the classes' shares of the weight. */
class Shares extends Means {
  override clone(): Shares {
    return new Shares();
  }
  override async fit(train: LabelledRows, { sampleWeight }: FitOptions = {}): Promise<FittedClassifier<Params>> {
    const fitted = await super.fit(train);
    let [first, all] = [0, 0];
    for (const [row, label] of train.labels.entries()) {
      const weight = sampleWeight?.[row] ?? 1;
      all += weight;
      if (label === 0) first += weight;
    }
    const share = first / all;
    return {
      ...fitted,
      predictProba: async (of) =>
        matrix(
          Float32Array.from({ length: of.rows * 2 }, (_, at) => (at % 2 === 0 ? share : 1 - share)),
          of.rows,
          2,
        ),
    };
  }
}
const prior = new Shares();
const sampleWeight = Array.from(labels, (label) => (label === 1 ? 3 : 1));

describe('crossValidate(classifier, rows, { sampleWeight })', () => {
  test('gives each fit the weights of its rows, and scores rows alike', async () => {
    const { metrics } = await crossValidate(prior, rows, { sampleWeight, metrics: ['accuracy', 'log-loss'] });
    expect(metrics['accuracy'].mean).toBeCloseTo(0.5);
    expect(metrics['log-loss'].mean).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 6);
  });

  test('weighs scores, too, with weighScores', async () => {
    const options = { sampleWeight, weighScores: true, metrics: ['accuracy'] } as const;
    expect((await crossValidate(prior, rows, options)).metrics['accuracy'].mean).toBeCloseTo(0.75);
  });

  test('refuses weights that do not belong to the rows', async () => {
    await expect(crossValidate(prior, rows, { sampleWeight: [1, 2] })).rejects.toThrow('has 2 numbers for 60 rows');
  });

  test('reaches the inner folds of nested cross-validation', async () => {
    const trials = [{ name: 'prior', classifier: prior }];
    const { mean } = await nestedCrossValidate(trials, rows, { sampleWeight, metric: 'log-loss' });
    expect(mean).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 2);
  });

  test('weighs what nested cross-validation chooses by, not what it reports', async () => {
    const trials = [{ name: 'prior', classifier: prior }];
    const { mean, folds } = await nestedCrossValidate(trials, rows, { sampleWeight });
    for (const { inner } of folds) expect(inner['prior']).toBeCloseTo(0.75);
    expect(mean).toBeCloseTo(0.5);
  });
});
