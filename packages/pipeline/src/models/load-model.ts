import { stat } from 'node:fs/promises';
import { type FittedClassifier, type SavedState, SelvedgeError } from '@selvedge/data';
import { onlyBooleans, onlyFields } from '@selvedge/data/checks';
import { readBytes } from '@selvedge/files';
import { loadPrepared, PREPARED_FORMAT } from '@selvedge/preprocess/prepared';
import { loadSaved } from '../registry/models.js';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { loadPreparation } from '../registry/transforms.js';
import { checkFinite, decodeSealed, type VerifyOptions } from './sealed-state.js';
import { trustOf } from './signature.js';

/**
 * Reads a model of any family that `saveModel` wrote, with its preparation: it predicts what it predicted before.
 *
 * The file carries its SHA-256, which is checked, and weights must be finite.
 *
 * @param options - `registry`: with the plugins that the model is made with, and the keys that it must be signed with; `verify: false`: for files that were edited
 * @throws SelvedgeError `not-found`, `io`, `corrupt-file`; `unsupported` for a model of a plugin that the registry does
 * not have; `invalid-argument` for a run's folder, which `loadRunModel` reads
 */
export async function loadModel(
  path: string,
  given: { readonly registry?: Registry } & VerifyOptions = {},
): Promise<FittedClassifier> {
  onlyFields('loadModel, options', given, ['registry', 'verify']);
  onlyBooleans('loadModel, options', given, ['verify']);
  const { registry = BUILT_IN, ...options } = given;
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory()) throw isFolder(path);
  const load = async (saved: SavedState): Promise<FittedClassifier> =>
    saved.format === PREPARED_FORMAT
      ? loadPrepared(saved, load, (step) => loadPreparation(registry, step))
      : loadSaved(registry, saved);
  const trust = await trustOf(path, registry.trustedKeys);
  const bytes = await readBytes(path);
  trust.check(path, bytes);
  const saved = decodeSealed(bytes, path, options);
  if (options.verify !== false) checkFinite(saved, path);
  return load(saved);
}

const isFolder = (path: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `loadModel: ${path} is a folder; name the file that saveModel wrote, or read the model of a run with loadRunModel(path).`,
  );
