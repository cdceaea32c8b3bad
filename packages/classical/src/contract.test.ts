import { checkClassifier } from '@selvedge/data/testing';
import { classifiers } from './classifiers.js';

/** Every definition with each of the settings that it is to be tested with. */
const CASES = classifiers.definitions.flatMap(({ kind, contract, takesMissing }) =>
  contract.map(({ params, ...options }) => {
    const spec = { kind, ...params };
    return { spec, options: { ...options, takesMissing: takesMissing?.(spec) ?? false } };
  }),
);

describe('checkClassifier(createClassifier(spec))', () => {
  test.each(CASES)('$spec keeps the contract', async ({ spec, options }) => {
    const { passed, skipped } = await checkClassifier(() => classifiers.create(spec), {
      load: classifiers.load,
      ...options,
      refusesUnknownOptions: true,
      matchesColumns: true,
    });
    expect(passed.length + skipped.length).toBeGreaterThanOrEqual(51);
  });

  test.each(CASES)('$spec answers the methods of scikit-learn with its own', ({ spec }) => {
    const model = classifiers.create(spec) as unknown as Record<string, () => unknown>;
    expect(() => model['predict_proba']()).toThrow(
      `${spec.kind}: there is no method 'predict_proba'; a classifier has none before it is fitted: write const fitted = await classifier.fit(rows), and fitted.predictProba(features).`,
    );
  });
});
