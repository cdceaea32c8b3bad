import { CLASSICAL_KINDS } from '@selvedge/classical';
import { augmentations, TRANSFORM_KINDS } from '@selvedge/preprocess';
import { augmentSchema } from './augments.js';
import { registerModel } from './custom.js';
import { modelEntries } from './models.js';
import { transformSchema } from './transforms.js';

describe('the registries', () => {
  test('know every model and transform that the packages have', () => {
    expect(modelEntries().map(({ kind }) => kind)).toEqual(expect.arrayContaining([...CLASSICAL_KINDS, 'neural']));
    expect(transformSchema.options.map(({ shape }) => [...shape.kind.values][0])).toEqual(
      expect.arrayContaining([...TRANSFORM_KINDS]),
    );
    const refusal = augmentSchema.safeParse({ kind: 'none of them' }).error?.issues[0];
    expect(refusal).toMatchObject({ options: expect.arrayContaining([...augmentations.kinds]) });
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
