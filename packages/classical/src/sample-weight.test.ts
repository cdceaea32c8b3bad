import { type Classifier, decodeSafetensors, encodeSafetensors, matrix } from '@selvedge/data';
import {
  classifiers,
  DecisionTree,
  Dummy,
  ExtraTrees,
  GaussianNaiveBayes,
  HistGradientBoosting,
  Knn,
  LinearDiscriminantAnalysis,
  LinearSvm,
  LogisticRegression,
  NearestCentroid,
  QuadraticDiscriminantAnalysis,
  RandomForest,
  Stacking,
  Voting,
} from './index.js';
import reference from './sample-weight.reference.json' with { type: 'json' };

const rows = reference.labels.length;
const features = matrix(Float64Array.from(reference.features.flat()), rows, 4);
const labels = Uint16Array.from(reference.labels);
const train = { features, labels, classes: ['a', 'b', 'c'] };
const two = { features, labels: labels.map((label) => Math.min(label, 1)), classes: ['a', 'b'] };
const sampleWeight = reference.weights;
const classWeight = { a: 3, c: 0.25 };

/** Every probability within `by` of scikit-learn's. */
async function expectShares(
  classifier: Classifier,
  expected: number[][],
  { on = train, by = 2e-6, ...options }: { on?: typeof train; by?: number; sampleWeight?: readonly number[] } = {
    sampleWeight,
  },
): Promise<void> {
  const fitted = await classifier.fit(on, options);
  const { values } = await fitted.predictProba(features);
  for (const [at, share] of expected.flat().entries()) expect(Math.abs(values[at] - share)).toBeLessThan(by);
  const loaded = classifiers.load(decodeSafetensors(encodeSafetensors(fitted.save()), 'model'));
  expect(await loaded.predictProba(features)).toEqual(await fitted.predictProba(features));
}

describe('fit(rows, { sampleWeight }), as scikit-learn', () => {
  test('of Dummy', async () => {
    const fitted = await new Dummy({ strategy: 'prior' }).fit(train, { sampleWeight });
    const { values } = await fitted.predictProba(matrix(features.values.slice(0, 4), 1, 4));
    for (const [at, share] of reference.dummy[0].entries()) expect(values[at]).toBeCloseTo(share, 7);
    const loaded = classifiers.load(decodeSafetensors(encodeSafetensors(fitted.save()), 'model'));
    expect(await loaded.predictProba(features)).toEqual(await fitted.predictProba(features));
  });

  test('of GaussianNaiveBayes', () => expectShares(new GaussianNaiveBayes(), reference.naiveBayes));

  test('of LinearSvm, with balanced classes', async () => {
    const svm = new LinearSvm({ tol: 1e-10, maxIter: 1_000_000, classWeight: 'balanced' });
    const fitted = await svm.fit(train, { sampleWeight });
    const { values } = await fitted.decisionFunction(features);
    for (const [at, decision] of reference.svm.flat().entries()) expect(values[at]).toBeCloseTo(decision, 5);
  });

  const exact = { solver: 'coordinate-descent', tol: 1e-9, maxIter: 500 } as const;
  const penalised: readonly [keyof typeof reference.logistic, ConstructorParameters<typeof LogisticRegression>[0]][] = [
    ['l2', {}],
    ['balanced', { classWeight: 'balanced' }],
    ['named', { classWeight }],
    ['l1', { penalty: 'l1', C: 0.3 }],
    ['elasticnet', { penalty: 'elasticnet', l1Ratio: 0.4, C: 0.5 }],
    ['noIntercept', { penalty: 'elasticnet', l1Ratio: 0.5, C: 0.5, fitIntercept: false }],
  ];
  test.each(penalised)('of LogisticRegression: %s', async (name, params) => {
    await expectShares(new LogisticRegression({ ...exact, ...params }), reference.logistic[name], {
      sampleWeight,
      by: 1e-6,
    });
  });

  test('of LogisticRegression without penalty or weights', () =>
    expectShares(new LogisticRegression({ ...exact, penalty: 'none' }), reference.logistic.none, { by: 1e-5 }));

  test.each([
    ['l1OfTwo', { penalty: 'l1', C: 0.2 }],
    ['elasticnetOfTwo', { penalty: 'elasticnet', l1Ratio: 0.7, C: 0.4 }],
    ['l2OfTwo', { C: 0.7 }],
  ] as const)('of LogisticRegression for two classes: %s', (name, params) =>
    expectShares(new LogisticRegression({ ...exact, ...params }), reference.logistic[name], { on: two, sampleWeight }),
  );

  test.each(['lbfgs', 'sag', 'saga'] as const)('of LogisticRegression by %s', (solver) =>
    expectShares(new LogisticRegression({ solver, tol: 1e-8, maxIter: 20_000 }), reference.logistic.l2, {
      sampleWeight,
      by: 1e-4,
    }),
  );

  test.each([
    ['gini', { maxDepth: 3 }],
    ['entropy', { maxDepth: 3, criterion: 'entropy' }],
    ['balanced', { maxDepth: 3, classWeight: 'balanced' }],
    ['named', { maxDepth: 4, minSamplesLeaf: 3, classWeight }],
    ['decrease', { minImpurityDecrease: 0.03 }],
    ['pruned', { ccpAlpha: 0.02 }],
  ] as const)('of DecisionTree: %s', (name, params) => expectShares(new DecisionTree(params), reference.tree[name]));
});

describe('weights of rows', () => {
  const forests = [new RandomForest({ nEstimators: 200 }), new ExtraTrees({ nEstimators: 200, maxDepth: 2 })];
  const others = [
    new DecisionTree({ splitter: 'random' }),
    new HistGradientBoosting({ maxIter: 5, minChildWeight: 0.01 }),
  ];

  test.each([...forests, ...others].map((model) => [model.kind, model] as const))(
    'of 0 leave rows out of %s',
    async (_, model) => {
      const without = labels.map((label) => (label === 2 ? 0 : 1));
      const fitted = await (model as Classifier).fit(train, { sampleWeight: without, seed: 1 });
      expect((await fitted.predict(features)).includes(2)).toBe(false);
    },
  );

  test.each(forests.map((model) => [model.kind, model] as const))('move the shares of %s', async (_, model) => {
    const heavy = labels.map((label) => (label === 2 ? 50 : 1));
    const mean = async (weights: ArrayLike<number>): Promise<number> => {
      const fitted = await (model as Classifier).fit(train, { sampleWeight: weights, seed: 1 });
      const { values } = await fitted.predictProba(matrix(new Float64Array(4), 1, 4));
      return values[2];
    };
    expect(await mean(heavy)).toBeGreaterThan((await mean(labels.map(() => 1))) + 0.05);
  });

  test('balance the classes of boosted trees', async () => {
    const rare = { ...two, labels: two.labels.map((label, row) => (row % 10 === 0 ? label : 0)) };
    const recall = async (params: ConstructorParameters<typeof HistGradientBoosting>[0]): Promise<number> => {
      const fitted = await new HistGradientBoosting({ maxIter: 3, maxDepth: 1, ...params }).fit(rare);
      const { values } = await fitted.predictProba(features);
      return values.filter((_, at) => at % 2 === 1).reduce((sum, share) => sum + share, 0) / rows;
    };
    expect(await recall({ classWeight: 'balanced' })).toBeGreaterThan((await recall({})) + 0.2);
    expect(await recall({ classWeight: { b: 5 } })).toBe(await recall({ classWeight: [1, 5] }));
  });

  test('reach members and the final model of ensembles', async () => {
    const members = [{ kind: 'gaussian-naive-bayes' }, { kind: 'decision-tree', maxDepth: 2 }] as const;
    for (const model of [new Voting({ members, voting: 'soft' }), new Stacking({ members })]) {
      const [weighed, alike] = [await model.fit(train, { sampleWeight }), await model.fit(train)];
      expect((await weighed.predictProba(features)).values).not.toEqual((await alike.predictProba(features)).values);
    }
    const withKnn = new Voting({ members: [{ kind: 'knn', k: 3 }] });
    await expect(withKnn.fit(train, { sampleWeight })).rejects.toThrow('knn: it has no sampleWeight');
  });

  test.each([
    new Knn({ k: 3 }),
    new NearestCentroid(),
    new LinearDiscriminantAnalysis(),
    new QuadraticDiscriminantAnalysis(),
    new DecisionTree({ engine: 'mljs' }),
    new LogisticRegression({ engine: 'mljs' }),
    new RandomForest({ engine: 'mljs' }),
  ])('are refused where there are none', async (model) => {
    await expect((model as Classifier).fit(train, { sampleWeight })).rejects.toMatchObject({ code: 'unsupported' });
  });

  test.each([
    [sampleWeight.slice(1), 'sampleWeight has 59 numbers for 60 rows'],
    [sampleWeight.map(() => 0), 'is 0 in every row'],
    [sampleWeight.map(() => -1), 'of row 0 is -1'],
    [sampleWeight.map(() => Number.NaN), 'of row 0 is NaN'],
    ['balanced', 'is "balanced"; need a list of numbers'],
    [null, 'is null; need a list'],
  ])('are refused: %#', async (weights, text) => {
    await expect(new DecisionTree().fit(train, { sampleWeight: weights as number[] })).rejects.toThrow(text);
  });

  test('count in score', async () => {
    const fitted = await new DecisionTree({ maxDepth: 1 }).fit(train);
    const right = Array.from(await fitted.predict(features), (label, row) => Number(label === labels[row]));
    expect(await fitted.score(train, { sampleWeight: right })).toBe(1);
    expect(await fitted.score(train, { sampleWeight: right.map((each) => 1 - each) })).toBe(0);
  });
});

describe('classWeight', () => {
  test('refuses the name of no class', async () => {
    await expect(new DecisionTree({ classWeight: { d: 2 } }).fit(train)).rejects.toThrow(
      "decision-tree: classWeight has 'd', which is not a class; there are a, b, c.",
    );
  });
});

describe('the penalty of logistic regression', () => {
  test.each([
    [{ penalty: 'l1' }, 'lbfgs cannot have the penalty l1; write solver: coordinate-descent'],
    [{ penalty: 'l1', solver: 'saga' }, 'saga cannot have the penalty l1'],
    [{ penalty: 'elasticnet', solver: 'coordinate-descent' }, 'write l1Ratio: 0.5'],
    [{ l1Ratio: 0.5 }, 'the penalty l2 has none'],
    [{ solver: 'liblinear' }, 'coordinate-descent'],
  ])('is refused: %#', (params, text) => {
    expect(() => new LogisticRegression(params as object)).toThrow(text);
  });

  test('l1 leaves weights at exactly 0', async () => {
    const sparse = new LogisticRegression({ penalty: 'l1', C: 0.05, solver: 'coordinate-descent' });
    const { weights } = await sparse.fit(train);
    expect(weights.values.filter((weight) => weight === 0).length).toBeGreaterThan(4);
  });
});

describe('weights whose squares leave the range of numbers are refused', () => {
  test.each([1e-31, 1e31, 1e290])('%f', async (unit) => {
    const scaled = reference.weights.map((weight) => weight * unit);
    for (const model of [new DecisionTree(), new LogisticRegression(), new HistGradientBoosting()]) {
      await expect(model.fit(train, { sampleWeight: scaled })).rejects.toThrow(
        /the largest weight of a row .* need one from 1e-30 to 1e30. Write sampleWeight: weights.map/,
      );
    }
  });

  test('and so are sums beyond it', async () => {
    const huge = new Array(rows).fill(1e308);
    await expect(new Dummy().fit(train, { sampleWeight: huge })).rejects.toThrow(
      /sums to more than the largest number/,
    );
  });
});
