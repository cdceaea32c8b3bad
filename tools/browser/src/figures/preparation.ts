import { applyTransforms, corrupt, createAugmenter, createTransform, fitTransforms } from '@selvedge/preprocess';
import type { Figures } from './figure.js';
import { madeUpRows } from './made-up-rows.js';

/** Rows after augmentation, which has a thread of its own, after transforms, and after a corruption. */
export const PREPARATION_FIGURES: Figures = {
  augmentation: async () => {
    const rows = madeUpRows(1, 600);
    const session = await createAugmenter([{ kind: 'rotate', degrees: 20 }, { kind: 'flip' }]).open(rows, rows.shape, {
      seed: 0,
    });
    const { features } = await session.batch(Uint32Array.of(1, 2), 0);
    await session.close();
    return features.values;
  },
  transforms: async () => {
    const rows = madeUpRows(1, 200);
    const steps = [createTransform({ kind: 'standardize' }), createTransform({ kind: 'pca', components: 5 })];
    const { fitted } = await fitTransforms(steps, rows);
    return applyTransforms(fitted, madeUpRows(2, 20)).features.values;
  },
  corruption: async () => corrupt(madeUpRows(1, 5), { kind: 'gaussian-noise', severity: 3, seed: 0 }).features.values,
};
