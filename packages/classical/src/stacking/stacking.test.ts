import {
  createRng,
  decodeSafetensors,
  encodeSafetensors,
  type LabelledRows,
  matrix,
  rowIndices,
  selectLabelled,
  selectRows,
  stratifiedPartition,
} from '@selvedge/data';
import { halves } from '../../test/halves.js';
import { createClassifier, loadClassifier } from '../classifiers.js';
import type { BaseModelSpec } from '../specs.generated.js';
import { Stacking } from './stacking.js';
import reference from './stacking.reference.json' with { type: 'json' };

const rows = (values: readonly number[]) =>
  matrix(Float64Array.from(values), values.length / reference.columns, reference.columns);

describe('new Stacking({ members })', () => {
  test.each(reference.cases)('predicts as scikit-learn does on the same folds', async (expected) => {
    const labels = Uint16Array.from(expected.labels);
    const classes = ['a', 'b', 'c'].slice(0, Math.max(...labels) + 1);
    const train: LabelledRows = { features: rows(reference.train), labels, classes };
    const parts = stratifiedPartition(labels, 3, createRng(3).fork('folds'));
    for (const [fold, part] of parts.entries()) for (const row of part) expect(expected.foldOf[row]).toBe(fold);
    const members: readonly BaseModelSpec[] = [{ kind: 'knn', k: 7 }, { kind: 'gaussian-naive-bayes' }];
    const finalEstimator: BaseModelSpec = { kind: 'logistic-regression', maxIter: 1000, tol: 1e-6 };
    const { passthrough } = expected;
    const model = await new Stacking({ members, finalEstimator, folds: 3, passthrough }).fit(train, { seed: 3 });
    const { values } = await model.predictProba(rows(reference.test));
    // Float32 probabilities and losses of logistic regression.
    for (const [at, share] of expected.shares.entries()) expect(values[at]).toBeCloseTo(share, 3);
  });

  test('loads again when its rows have a shape and names, which the rows of the final model have not', async () => {
    const { features, ...others } = halves(60, 4);
    const train = { features, ...others, shape: [1, 2, 1], columns: ['a', 'b'] };
    for (const passthrough of [false, true]) {
      const members: readonly BaseModelSpec[] = [{ kind: 'decision-tree' }, { kind: 'gaussian-naive-bayes' }];
      const model = await new Stacking({ members, folds: 3, passthrough }).fit(train);
      const loaded = loadClassifier(decodeSafetensors(encodeSafetensors(model.save())));
      expect(await loaded.predictProba(features)).toEqual(await model.predictProba(features));
    }
  });

  test('is the final model on probabilities of members that were not fitted on the row', async () => {
    const train = halves(60, 2);
    const tree: BaseModelSpec = { kind: 'decision-tree', maxDepth: 2 };
    const stacking = new Stacking({ members: [tree], finalEstimator: { kind: 'gaussian-naive-bayes' }, folds: 4 });
    const model = await stacking.fit(train, { seed: 9 });
    const byHand = new Float32Array(60);
    for (const part of stratifiedPartition(train.labels, 4, createRng(9).fork('folds'))) {
      const others = rowIndices(Uint32Array.from(train.labels.keys()).filter((row) => !part.includes(row)));
      const member = await createClassifier(tree).fit(selectLabelled(train, others));
      const { values } = await member.predictProba(selectRows(train.features, part));
      for (const [at, row] of part.entries()) byHand[row] = values[2 * at + 1];
    }
    const final = await createClassifier({ kind: 'gaussian-naive-bayes' }).fit({
      ...train,
      features: matrix(byHand, 60, 1),
    });
    expect(model.finalModel.save()).toEqual(final.save());
    const all = await createClassifier(tree).fit(train);
    expect(model.members[0].save()).toEqual(all.save());
  });

  test('deals other folds with another seed, and the same with the same', async () => {
    const fit = (seed: number) =>
      new Stacking({
        members: [{ kind: 'gaussian-naive-bayes' }],
        finalEstimator: { kind: 'gaussian-naive-bayes' },
      }).fit(halves(60), { seed });
    const [a, b, c] = await Promise.all([fit(1), fit(1), fit(2)]);
    expect(b.save()).toEqual(a.save());
    expect(c.finalModel.save()).not.toEqual(a.finalModel.save());
  });

  test('refuses rows that its folds leave without two classes', async () => {
    const stacking = new Stacking({ members: [{ kind: 'dummy' }], folds: 3 });
    const labels = Uint16Array.of(0, 0, 0, 0, 1);
    const train = { features: matrix(new Float32Array(5), 5, 1), labels, classes: ['a', 'b'] };
    await expect(stacking.fit(train)).rejects.toThrow(/fewer than two classes have two rows/);
    await expect(stacking.clone({ folds: 6 }).fit(train)).rejects.toThrow(
      /no class has more than 4 rows; write folds: 4/,
    );
  });

  test('refuses a final model with a wrong parameter, with its place', () => {
    const given = { members: [{ kind: 'dummy' }], finalEstimator: { kind: 'knn', k: 0 } };
    expect(() => new Stacking(given as never)).toThrow(/finalEstimator\.k: got 0/);
    expect(new Stacking({ members: [{ kind: 'dummy' }] }).params.finalEstimator).toMatchObject({
      kind: 'logistic-regression',
      C: 1,
    });
  });
});
