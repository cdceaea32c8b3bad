import { type Classifier, type LabelledRows, matrix, rowRange, selectLabelled } from '@selvedge/data';
import { HistGradientBoosting } from '../boosting/gradient-boosting.js';
import { classifiers } from '../classifiers.js';
import { ExtraTrees } from '../forest/extra-trees.js';
import { RandomForest } from '../forest/random-forest.js';
import type { DecisionTreeParams } from '../specs.generated.js';
import { EVERY_NUMBER } from './binned-columns.js';
import { DecisionTree } from './decision-tree.js';
import type { FittedDecisionTree } from './fitted.js';
import reference from './missing-values.reference.json' with { type: 'json' };
import { LEAF, missingSides } from './nodes.js';

const NAMES: Readonly<Record<string, keyof DecisionTreeParams>> = {
  criterion: 'criterion',
  max_depth: 'maxDepth',
  min_samples_leaf: 'minSamplesLeaf',
  min_impurity_decrease: 'minImpurityDecrease',
  ccp_alpha: 'ccpAlpha',
  class_weight: 'classWeight',
};

function rowsOf(x: readonly (number | null)[], y: readonly number[], classes = Math.max(...y) + 1): LabelledRows {
  return {
    features: matrix(
      Float64Array.from(x, (value) => value ?? Number.NaN),
      y.length,
      x.length / y.length,
    ),
    labels: Uint16Array.from(y),
    classes: Array.from({ length: classes }, (_, label) => `class ${label}`),
  };
}

const treeOf = (given: object): DecisionTree =>
  new DecisionTree(Object.fromEntries(Object.entries(given).map(([name, value]) => [NAMES[name], value])));

const half = reference.y.length / 2;
const table = rowsOf(reference.x, reference.y);
const [train, test_] = [selectLabelled(table, rowRange(0, half)), selectLabelled(table, rowRange(half, 2 * half))];

describe('fit on rows with missing values', () => {
  test.each(reference.trees)('grows the tree of scikit-learn with $params', async (case_) => {
    const { params, x, y, classes, tree, importances, others, shares } = case_;
    const fitted = await treeOf(params).fit(rowsOf(x, y, classes));
    const { nodes } = fitted;
    expect([...nodes.feature]).toEqual(tree.feature);
    expect([...nodes.right]).toEqual(tree.right);
    expect([...nodes.samples]).toEqual(tree.samples);
    const isFork = (_: unknown, node: number): boolean => nodes.feature[node] !== LEAF;
    expect([...missingSides(nodes)].filter(isFork)).toEqual(tree.missingLeft.filter(isFork));
    for (const [node, at] of tree.threshold.entries()) expect(nodes.threshold[node]).toBeCloseTo(at ?? EVERY_NUMBER, 6);
    for (const [column, share] of importances.entries())
      expect(fitted.featureImportances()[column]).toBeCloseTo(share, 6);
    const { features } = rowsOf(others, new Array<number>(40).fill(0));
    const { values } = await fitted.predictProba(features);
    for (const [at, share] of shares.entries()) expect(values[at]).toBeCloseTo(share, 6);
  });

  test('grows the same tree in a forest without draws, and prunes it in the same way', async () => {
    const { x, y, classes, others } = reference.trees[0]; // without cuts that are equally good
    const rows = rowsOf(x, y, classes);
    const { features } = rowsOf(others, new Array<number>(40).fill(0));
    const forest = await new RandomForest({ nEstimators: 2, bootstrap: false, maxFeatures: 'all' }).fit(rows);
    expect(await forest.predict(features)).toEqual(await (await new DecisionTree().fit(rows)).predict(features));
    const tree = await new DecisionTree().fit(train, { seed: 3 });
    const pruned = await new DecisionTree({ ccpAlpha: 0.005 }).fit(train, { seed: 3 });
    expect(tree.prune(0.005).nodes).toEqual(pruned.nodes);
    expect(await tree.predictGrid(test_.features, [{ maxDepth: 4 }])).toEqual([
      await (await new DecisionTree({ maxDepth: 4 }).fit(train, { seed: 3 })).predict(test_.features),
    ]);
  });

  test.each(reference.forests)('$kind is as accurate as that of scikit-learn', async ({ kind, mean, deviation }) => {
    const make = kind === 'random-forest' ? RandomForest : ExtraTrees;
    let sum = 0;
    for (let seed = 0; seed < 8; seed++) {
      const fitted = await new make({ nEstimators: 60 }).fit(train, { seed });
      sum += await fitted.score(test_);
    }
    // Four standard errors of both means.
    expect(Math.abs(sum / 8 - mean)).toBeLessThan(4 * deviation * Math.sqrt(1 / 8 + 1 / 20));
  });

  test.each(reference.boosting)('boosting predicts as scikit-learn does with $given', async (case_) => {
    const { given, probabilities, labels, never } = case_;
    const rows = rowsOf(reference.rounded, reference.y);
    const fitted = await new HistGradientBoosting({
      maxIter: given.max_iter,
      learningRate: given.learning_rate,
      maxLeafNodes: given.max_leaf_nodes,
      maxDepth: given.max_depth ?? null,
      l2Regularization: given.l2_regularization,
      minChildWeight: 1e-3,
    }).fit(selectLabelled(rows, rowRange(0, half)));
    const { values } = await fitted.predictProba(selectLabelled(rows, rowRange(0, half)).features);
    for (const [at, share] of probabilities.flat().entries()) expect(values[at]).toBeCloseTo(share, 4);
    const { features } = selectLabelled(rows, rowRange(half, 2 * half));
    const agreement = (own: Uint16Array, theirs: readonly number[]): number =>
      own.filter((label, row) => label === theirs[row]).length / theirs.length;
    expect(agreement(await fitted.predict(features), labels)).toBeGreaterThan(0.97);
    const without = features.values.map((value, at) => (at % features.columns === 4 ? Number.NaN : value));
    const missing = matrix(without, features.rows, features.columns);
    expect(agreement(await fitted.predict(missing), never)).toBeGreaterThan(0.97);
  });
});

describe('a model fitted on missing values', () => {
  const models: readonly Classifier[] = [
    new DecisionTree(),
    new DecisionTree({ splitter: 'random' }),
    new RandomForest({ nEstimators: 5, oobScore: true }),
    new ExtraTrees({ nEstimators: 5, minSamplesLeaf: 2 }),
    new HistGradientBoosting({ maxIter: 5, subsample: 0.7, nIterNoChange: 2 }),
  ];

  test.each(models.map((model) => [model.kind, model] as const))('%s is the same when loaded', async (_, model) => {
    const fitted = await model.fit(train, { seed: 1 });
    const loaded = classifiers.load(fitted.save());
    expect(await loaded.predictProba(test_.features)).toEqual(await fitted.predictProba(test_.features));
    expect(await model.fit(train, { seed: 1, threads: 1 }).then((one) => one.save().tensors)).toEqual(
      fitted.save().tensors,
    );
  });

  test('knows training scores of rows that were not drawn', async () => {
    const fitted = await new HistGradientBoosting({ maxIter: 6, subsample: 0.6 }).fit(train);
    const { values } = await fitted.predictProba(train.features);
    const losses = Array.from(train.labels, (label, row) => -Math.log(values[row * 3 + label]));
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expect(fitted.history.train.at(-1)).toBeCloseTo(mean, 5);
  });

  test('names the side of missing values in text and in DOT', async () => {
    const rows = rowsOf([1, 2, 3, null, null, null], [0, 0, 1, 2, 2, 2]);
    const fitted: FittedDecisionTree = await new DecisionTree().fit(rows);
    expect(fitted.exportText({ featureNames: ['age'] })).toBe(
      [
        '|--- age is not missing',
        '|   |--- age <= 2.5 or missing',
        '|   |   |--- class: class 0 (2 rows)',
        '|   |--- age > 2.5',
        '|   |   |--- class: class 1 (1 rows)',
        '|--- age is missing',
        '|   |--- class: class 2 (3 rows)',
        '',
      ].join('\n'),
    );
    expect(fitted.exportDot({ featureNames: ['age'] })).toContain('[label="age is not missing');
  });

  test('is refused by models that take none, with the column, the count and the line to write', async () => {
    const features = { ...train.features, names: ['age', 'height', 'weight', 'pulse', 'sex'] };
    const rows = { ...train, features };
    const message =
      /^knn: column 'age' has \d+ missing values \(NaN\) in 300 rows, the first in row \d+, and 3 other columns have some; need numbers. Fill them in: 'preprocess: \[\{ kind: impute, strategy: median \}\]'/;
    await expect(classifiers.create({ kind: 'knn' }).fit(rows)).rejects.toThrow(message);
    const members = [
      { kind: 'random-forest', nEstimators: 3 },
      { kind: 'hist-gradient-boosting', maxIter: 2 },
    ];
    const voting = await classifiers.create({ kind: 'voting', members }).fit(rows);
    expect(await voting.score(test_)).toBeGreaterThan(0.5);
    const mixed = classifiers.create({ kind: 'voting', members: [...members, { kind: 'knn' }] });
    await expect(mixed.fit(rows)).rejects.toThrow(message);
    await expect(new DecisionTree({ engine: 'mljs' }).fit(rows)).rejects.toThrow(/column 'age' has/);
  });
});
