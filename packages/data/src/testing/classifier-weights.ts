import type { Classifier, FitOptions } from '../classifier.js';
import { type LabelledRows, selectLabelled } from '../dataset.js';
import { SelvedgeError } from '../errors.js';
import { type Matrix, matrix } from '../matrix.js';
import { rowIndices } from '../row-indices.js';
import { type Check, expectClose, expectRefusal, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup } from './classifier-setup.js';

/**
 * That weights of rows mean what they do in scikit-learn's `check_sample_weight_equivalence`, where a model does not
 * refuse them as `unsupported`.
 */
export function weightChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { train: apart, test } = classifierSetup(options);
  const { rows } = apart.features;
  // Some labels are wrong and the rows asked about lie between classes, so that weights have something to decide.
  const train = { ...apart, labels: apart.labels.map((label, row) => (row % 5 === 2 ? (label + 1) % 3 : label)) };
  const between = middles(test.features);
  const all = Array.from({ length: rows }, (_, row) => row);
  // Not a multiple of the number of classes, which take turns.
  const isSpecial = (row: number): boolean => row % 4 === 1;

  /** Probabilities of the test rows; undefined where the model refuses weights. */
  const fitted = async (on: LabelledRows, fit: FitOptions): Promise<Float32Array | undefined> => {
    try {
      const model = await make().fit(on, { seed: 7, ...fit });
      const { values } = await model.predictProba(between);
      await model.dispose?.();
      return values;
    } catch (error) {
      if (fit.sampleWeight && error instanceof SelvedgeError && error.code === 'unsupported') return undefined;
      throw error;
    }
  };
  /** Rows with weights fit the same model as these rows without. */
  const equals = async (weightOf: (row: number) => number, same: readonly number[], within: number): Promise<void> => {
    const weighted = await fitted(train, { sampleWeight: all.map(weightOf) });
    if (!weighted) return;
    const plain = await fitted(selectLabelled(train, rowIndices(Uint32Array.from(same))), {});
    expectClose(weighted, plain as Float32Array, within, 'probabilities');
  };
  const refusals: [string, ArrayLike<number>, 'invalid-argument' | 'shape-mismatch'][] = [
    ['a weight below 0', all.map((row) => row - 1), 'invalid-argument'],
    ['a weight of NaN', all.map((row) => (row === 3 ? Number.NaN : 1)), 'invalid-argument'],
    ['weights of 0 alone', all.map(() => 0), 'invalid-argument'],
    ['fewer weights than rows', all.slice(1), 'shape-mismatch'],
  ];
  return [
    {
      name: 'weights of 1 change nothing',
      run: () => equals(() => 1, all, 1e-6),
    },
    {
      name: 'a weight of 0 leaves the row out',
      run: () =>
        equals(
          (row) => (isSpecial(row) ? 0 : 1),
          all.filter((row) => !isSpecial(row)),
          1e-6,
        ),
    },
    {
      name: 'a weight of 2 counts as the row twice',
      run: () =>
        equals((row) => (isSpecial(row) ? 2 : 1), [...all, ...all.filter(isSpecial)], options.weightsWithin ?? 1e-5),
    },
    {
      name: 'it refuses weights that are not one number of 0 or more per row',
      async run() {
        const takes = await fitted(train, { sampleWeight: all.map(() => 1) });
        if (!takes) return;
        for (const [what, sampleWeight, code] of refusals) {
          await expectRefusal(() => make().fit(train, { seed: 7, sampleWeight }), code, what);
        }
      },
    },
    {
      name: 'score counts the weights of rows',
      async run() {
        const model = await make().fit(train, { seed: 7 });
        const labels = await model.predict(test.features);
        // Labels of which some are wrong for certain.
        const truth = labels.map((label, row) => (row % 3 === 0 ? (label + 1) % test.classes.length : label));
        const sampleWeight = Float64Array.from(truth, (_, row) => (row % 3 === 0 ? 3 : 1));
        const score = await model.score({ ...test, labels: truth }, { sampleWeight });
        await model.dispose?.();
        const right = sampleWeight.filter((weight) => weight === 1).length;
        const share = right / sampleWeight.reduce((sum, weight) => sum + weight, 0);
        expectThat(Math.abs(score - share) <= 1e-12, `score is ${score}; right rows have ${share} of the weight`);
      },
    },
  ];
}

/** Half way from each row to the next. */
function middles({ values, rows, columns }: Matrix): Matrix {
  const middle = values.slice(columns);
  for (let at = 0; at < middle.length; at++) middle[at] = (values[at] + values[at + columns]) / 2;
  return matrix(middle, rows - 1, columns);
}
