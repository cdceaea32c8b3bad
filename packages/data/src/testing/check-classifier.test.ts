import { TWINS } from '../../test/broken-twins.js';
import { FittedMeans, load, Means } from '../../test/means.js';
import type { SavedState } from '../index.js';
import { CheckFailure, checkClassifier, classifierChecks } from './index.js';

describe('checkClassifier(make, options)', () => {
  test('passes an honest model, with at least forty checks', async () => {
    const { passed, skipped } = await checkClassifier(() => new Means(), { load });
    expect(passed.length).toBeGreaterThanOrEqual(40);
    expect(skipped).toEqual([]);
    expect(new Set(passed).size).toBe(passed.length);
  });

  test.each(TWINS)('catches a model that %s', async (_, make, name) => {
    const failure: unknown = await checkClassifier(make, { load }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CheckFailure);
    expect((failure as CheckFailure).failed).toContain(name);
  });

  test('catches a loader that takes anything', async () => {
    const careless = ({ tensors }: SavedState): FittedMeans =>
      new FittedMeans({ sharpness: 20 }, ['a', 'b', 'c'], 6, tensors['means']?.values as Float64Array);
    const failure: unknown = await checkClassifier(() => new Means(), { load: careless }).catch((error) => error);
    expect((failure as CheckFailure).failed).toEqual(
      expect.arrayContaining([
        'loading refuses a newer version',
        'loading refuses another format',
        'loading refuses a model that lost its tensors',
        'loading refuses a model that lost its config',
        'a loaded model knows its kind, params, classes and columns',
      ]),
    );
  });

  test('skips by name, and refuses a name that is not a check', async () => {
    const skip = { 'it refuses to fit NaN': 'for this test' };
    const { skipped } = await checkClassifier(() => new Means(), { load, skip });
    expect(skipped).toEqual([{ name: 'it refuses to fit NaN', reason: 'for this test' }]);
    await expect(checkClassifier(() => new Means(), { skip: { nonsense: 'x' } })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  test('gives its checks one by one for a test framework', () => {
    const checks = classifierChecks(() => new Means());
    expect(checks.map(({ name }) => name)).toContain('the same seed gives the same model');
  });
});
