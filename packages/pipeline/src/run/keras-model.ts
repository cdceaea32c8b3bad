import { basename } from 'node:path';
import { argmaxRows } from '@selvedge/data';
import { readBytes } from '@selvedge/files';
import { loadKerasClassifier } from '@selvedge/neural';
import type { LoadKerasOptions } from '@selvedge/neural/types';
import { trustOf } from '../models/signature.js';
import type { Registry } from '../registry/registry.js';
import type { RunModel } from './load-model.js';

/** Whether a path names a file of Keras. */
export const isKerasFile = (path: string): boolean => /\.(keras|h5|hdf5)$/i.test(path);

/**
 * A model that Keras saved, beside those of runs: it takes rows as its first layer does.
 *
 * @param options - `trustedKeys`: public keys, one of which must have signed the file
 * @throws SelvedgeError `corrupt-file` for a file that none of the keys signed; as `loadKerasClassifier`
 */
export async function loadKerasModel(
  path: string,
  { trustedKeys, ...options }: LoadKerasOptions & Pick<Registry, 'trustedKeys'> = {},
): Promise<RunModel> {
  const model = await loadKerasClassifier(path, {
    ...options,
    ...(trustedKeys && { bytes: await trustedBytes(path, trustedKeys) }),
  });
  return {
    name: basename(path),
    classes: model.classes,
    async predict({ features }, options) {
      const probabilities = await model.predictProba(features, options);
      return { predicted: argmaxRows(probabilities), probabilities };
    },
  };
}

/** What is checked is what is loaded: another process may change the file in between. */
async function trustedBytes(path: string, trustedKeys: readonly string[]): Promise<Uint8Array> {
  const trust = await trustOf(path, trustedKeys);
  const bytes = await readBytes(path);
  trust.check(path, bytes);
  return bytes;
}
