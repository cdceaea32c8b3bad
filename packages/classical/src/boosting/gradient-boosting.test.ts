import { createRng, type LabelledRows, matrix, rowRange, selectLabelled } from '@selvedge/data';
import { halves } from '../../test/halves.js';
import { loadHistGradientBoosting } from './fitted.js';
import { HistGradientBoosting } from './gradient-boosting.js';
import reference from './gradient-boosting.reference.json' with { type: 'json' };

const columns = reference.values[0].length;
const all: LabelledRows = {
  features: matrix(Uint8Array.from(reference.values.flat()), reference.values.length, columns),
  labels: Uint16Array.from(reference.labels),
  classes: ['a', 'b', 'c'],
};
const train = selectLabelled(all, rowRange(0, 300));
const test_ = selectLabelled(all, rowRange(300, 360));

describe('new HistGradientBoosting(params).fit(train)', () => {
  test.each(reference.cases)('predicts as scikit-learn does with $given', async ({ given, probabilities }) => {
    const model = new HistGradientBoosting({
      maxIter: given.max_iter,
      learningRate: given.learning_rate,
      maxLeafNodes: given.max_leaf_nodes,
      maxDepth: given.max_depth ?? null,
      l2Regularization: given.l2_regularization,
      minChildWeight: 1e-3,
    });
    const { values } = await (await model.fit(train)).predictProba(train.features);
    for (const [at, share] of probabilities.flat().entries()) expect(values[at]).toBeCloseTo(share, 4);
  });

  test('of two classes grows one tree a round, and predicts as scikit-learn does', async () => {
    const two = { ...train, labels: train.labels.map((label) => Number(label > 0)), classes: ['a', 'others'] };
    const params = { maxIter: 12, learningRate: 0.2, maxLeafNodes: 8, minChildWeight: 1e-3 };
    const fitted = await new HistGradientBoosting(params).fit(two);
    const { values } = await fitted.predictProba(two.features);
    for (const [at, share] of reference.binary.flat().entries()) expect(values[at]).toBeCloseTo(share, 4);
    expect([fitted.iterations, fitted.save().tensors['sizes'].values.length]).toEqual([12, 12]);
    expect(await loadHistGradientBoosting(fitted.save()).predictProba(two.features)).toEqual(
      await fitted.predictProba(two.features),
    );
  });

  test('loads models of two classes with a tree for each, as releases before saved them', async () => {
    const three = await new HistGradientBoosting({ maxIter: 2 }).fit(train);
    const saved = three.save();
    const former = { ...saved, config: { ...saved.config, classes: ['a', 'b'] } };
    former.tensors = { ...saved.tensors, priors: { values: new Float64Array(2), shape: [2] } };
    const { iterations } = loadHistGradientBoosting(former);
    expect(iterations).toBe(3); // six trees
    expect(() => loadHistGradientBoosting({ ...saved, version: 2 })).toThrow(/one tree a round for 3 classes/);
    expect(() => loadHistGradientBoosting({ ...saved, version: 3 })).toThrow(/saved as version 3/);
  });

  test('lowers the loss of its training rows in every round', async () => {
    const { history } = await new HistGradientBoosting({ maxIter: 20 }).fit(train);
    expect(history.train).toHaveLength(20);
    for (let at = 1; at < 20; at++) expect(history.train[at]).toBeLessThan(history.train[at - 1]);
    expect(history.validation).toEqual([]);
  });

  test('is the beginning of a model with more rounds, also when rows and columns are drawn', async () => {
    const make = (iterations: number): HistGradientBoosting =>
      new HistGradientBoosting({ maxIter: iterations, subsample: 0.5, colsampleByTree: 0.5, maxLeafNodes: 6 });
    const large = await make(9).fit(train, { seed: 3 });
    const small = await make(4).fit(train, { seed: 3 });
    const [first, whole] = await large.predictGrid(test_.features, [4, 9]);
    expect(first).toEqual(await small.predict(test_.features));
    expect(whole).toEqual(await large.predict(test_.features));
    expect((await make(4).fit(train, { seed: 4 })).save().tensors['feature']).not.toEqual(
      small.save().tensors['feature'],
    );
  });

  test('knows its training scores: the loss that it tells is that of its predictions, with drawn rows too', async () => {
    for (const subsample of [1, 0.6]) {
      const fitted = await new HistGradientBoosting({ maxIter: 6, subsample }).fit(train);
      const { values } = await fitted.predictProba(train.features);
      const losses = Array.from(train.labels, (label, row) => -Math.log(values[row * 3 + label]));
      const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      expect(fitted.history.train.at(-1)).toBeCloseTo(mean, 5);
    }
  });

  test('stops when held-out rows no longer profit, and keeps the best round', async () => {
    const fitted = await new HistGradientBoosting({ maxIter: 400, learningRate: 0.3, nIterNoChange: 5 }).fit(train, {
      validation: test_,
    });
    const { validation } = fitted.history;
    const best = validation.indexOf(Math.min(...validation));
    expect(fitted.iterations).toBe(best + 1);
    expect(validation).toHaveLength(best + 1 + 5);
    const short = await new HistGradientBoosting({ maxIter: 7, learningRate: 0.3, nIterNoChange: 5 }).fit(train, {
      validation: test_,
    });
    expect(fitted.roundsWithin(7)).toBe(short.iterations);
    expect(await fitted.predictGrid(test_.features, [fitted.roundsWithin(7)])).toEqual([
      await short.predict(test_.features),
    ]);
  });

  test('holds rows out itself where it is given none, the same share of each class', async () => {
    const fitted = await new HistGradientBoosting({ maxIter: 50, nIterNoChange: 3, validationFraction: 0.2 }).fit(
      train,
    );
    expect(fitted.history.validation.length).toBeGreaterThan(3);
    expect(fitted.iterations).toBeLessThanOrEqual(50);
    await expect(
      new HistGradientBoosting({ nIterNoChange: 3, validationFraction: 0.001 }).fit(train),
    ).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  test('looks at validation rows without learning from them', async () => {
    const model = new HistGradientBoosting({ maxIter: 5 });
    const [alone, watched] = [await model.fit(train), await model.fit(train, { validation: test_ })];
    expect(watched.save().tensors).toEqual(alone.save().tensors);
    expect(watched.history.validation).toHaveLength(5);
  });

  test('tells which columns matter', async () => {
    const rng = createRng(1);
    const values = new Uint8Array(400 * 3).map(() => rng.int(256));
    const labels = Uint16Array.from({ length: 400 }, (_, row) => Number(values[row * 3 + 1] > 127));
    const rows = { features: matrix(values, 400, 3), labels, classes: ['low', 'high'] };
    const importances = (await new HistGradientBoosting({ maxIter: 5 }).fit(rows)).featureImportances();
    expect(importances[1]).toBeGreaterThan(0.95);
    expect(importances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
  });

  test('refuses a damaged model and more rounds than it has', async () => {
    const fitted = await new HistGradientBoosting({ maxIter: 2 }).fit(train);
    const saved = fitted.save();
    const right = saved.tensors['right'].values.slice().fill(1_000_000);
    const damaged = { ...saved, tensors: { ...saved.tensors, right: { ...saved.tensors['right'], values: right } } };
    expect(() => loadHistGradientBoosting(damaged)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
    await expect(fitted.predictGrid(test_.features, [3])).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

describe('validation rows of boosting', () => {
  const rows = halves(100);
  const model = new HistGradientBoosting({ maxIter: 3, nIterNoChange: 1 });

  test.each([
    ['no rows', { ...rows, features: matrix(new Float32Array(0), 0, 2), labels: new Uint16Array(0) }],
    ['a label too many', { ...rows, labels: new Uint16Array(100).fill(7) }],
    ['too few labels', { ...rows, labels: new Uint16Array(10) }],
    ['infinity', { ...rows, features: matrix(new Float32Array(200).fill(Number.POSITIVE_INFINITY), 100, 2) }],
  ])('are checked: %s', async (_, validation) => {
    await expect(model.fit(rows, { validation })).rejects.toMatchObject({ name: 'SelvedgeError' });
  });
});

test('validation rows are scored by the names of their columns', async () => {
  const names = Array.from({ length: columns }, (_, at) => `c${at}`);
  const { values, rows } = test_.features;
  const turned = values.map((_, at) => values[at - (at % columns) + (columns - 1 - (at % columns))]);
  const fit = async (validation: LabelledRows) =>
    (
      await new HistGradientBoosting({ maxIter: 20, nIterNoChange: 3 }).fit(
        { ...train, columns: names },
        { validation },
      )
    ).history;
  const wanted = await fit(test_);
  const reversed = { ...test_, features: matrix(turned, rows, columns, { names: names.toReversed() }) };
  expect(await fit(reversed)).toEqual(wanted);
  const other = { ...test_, columns: ['z', ...names.slice(1)] };
  await expect(fit(other)).rejects.toThrow(/the rows lack c0 and also have z/);
});

test('many rows of decimals give the same model with any number of threads', async () => {
  const rng = createRng(2);
  const rows = 45_000;
  const values = Float64Array.from({ length: rows * 4 }, () => rng.normal());
  const labels = Uint16Array.from(
    { length: rows },
    (_, row) => Number(values[4 * row] * values[4 * row + 1] > 0) + rng.int(2),
  );
  const table = { features: matrix(values, rows, 4), labels, classes: ['a', 'b', 'c'] };
  const model = new HistGradientBoosting({ maxIter: 3, subsample: 0.9 });
  const [one, three] = [await model.fit(table, { threads: 1 }), await model.fit(table, { threads: 3 })];
  expect(three.save()).toEqual(one.save());
});
