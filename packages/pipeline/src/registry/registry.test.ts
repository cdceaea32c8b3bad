import { CLASSICAL_KINDS } from '@selvedge/classical';
import { registerModel } from './custom.js';
import { modelEntries } from './models.js';

describe('the registries', () => {
  test('know every model that the packages have', () => {
    expect(modelEntries().map(({ kind }) => kind)).toEqual(expect.arrayContaining([...CLASSICAL_KINDS, 'neural']));
  });

  test.each(['', 'A', '../x', 'fs', 'https://x', 'constructor x'])(
    'refuse to register %j unless it is a plain name',
    (kind) => {
      const [knn] = modelEntries();
      const register = () => registerModel({ ...knn, kind });
      if (kind === 'fs') expect(register).not.toThrow();
      else expect(register).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    },
  );

  test('refuse a kind that is taken', () => {
    const [knn] = modelEntries();
    expect(() => registerModel(knn)).toThrow("the kind 'knn' is taken");
  });
});
