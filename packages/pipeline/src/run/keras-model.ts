import { basename } from 'node:path';
import { argmaxRows } from '@selvedge/data';
import { loadKerasClassifier } from '@selvedge/neural';
import type { LoadKerasOptions } from '@selvedge/neural/types';
import type { RunModel } from './load-model.js';

/** Whether a path names a file of Keras. */
export const isKerasFile = (path: string): boolean => /\.(keras|h5|hdf5)$/i.test(path);

/**
 * A model that Keras saved, beside those of runs: it takes rows as its first layer does.
 *
 * @throws SelvedgeError as `loadKerasClassifier`
 */
export async function loadKerasModel(path: string, options: LoadKerasOptions = {}): Promise<RunModel> {
  const model = await loadKerasClassifier(path, options);
  return {
    name: basename(path),
    classes: model.classes,
    async predict({ features }, options) {
      const probabilities = await model.predictProba(features, options);
      return { predicted: argmaxRows(probabilities), probabilities };
    },
  };
}
