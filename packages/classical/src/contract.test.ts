import { checkClassifier } from '@selvedge/data/testing';
import { classifiers } from './classifiers.js';

/** Every definition with each of the settings that it is to be tested with. */
const CASES = classifiers.definitions.flatMap(({ kind, contract }) =>
  contract.map(({ params, minAccuracy = 0.9 }) => ({ spec: { kind, ...params }, minAccuracy })),
);

describe('checkClassifier(createClassifier(spec))', () => {
  test.each(CASES)('$spec keeps the contract', async ({ spec, minAccuracy }) => {
    const { passed } = await checkClassifier(() => classifiers.create(spec), {
      load: classifiers.load,
      minAccuracy,
      refusesUnknownOptions: true,
      matchesColumns: true,
    });
    expect(passed.length).toBeGreaterThanOrEqual(46);
  });
});
