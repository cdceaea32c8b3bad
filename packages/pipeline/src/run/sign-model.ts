import { stat } from 'node:fs/promises';
import { checkPublicKey } from '@selvedge/workflow/signing';
import { type ModelSignature, signFiles, verifySigned } from '../models/signature.js';
import { modelFiles, modelFolder } from './load-model.js';

/**
 * Signs a model with Ed25519, for those who get it from elsewhere.
 *
 * @param path - a run's folder, one of its `models/<name>` folders, or a file (of `saveModel`, or of Keras)
 * @param options - `privateKey`: PKCS #8 in PEM; `keyFile`: where it stands, for errors; `name`: which model of a run with several
 * @throws SelvedgeError `invalid-argument` for another key, `corrupt-file` for a model that is damaged already, `not-found`
 */
export async function signModel(
  path: string,
  {
    privateKey,
    keyFile = 'the key',
    name,
  }: { readonly privateKey: string; readonly keyFile?: string; readonly name?: string },
): Promise<ModelSignature> {
  const model = await locate(path, name);
  return signFiles(model, await modelFiles(model), privateKey, keyFile);
}

/**
 * Compares the files of a signed model with its signature.
 *
 * @param options - `trustedKeys`: public keys as `createSigningKeys` writes them; `name`: which model of a run with several
 * @throws SelvedgeError `invalid-argument` for another key, `corrupt-file` for a model that is unsigned, changed, or signed with another key
 */
export async function verifyModel(
  path: string,
  { trustedKeys, name }: { readonly trustedKeys: readonly string[]; readonly name?: string },
): Promise<ModelSignature> {
  for (const [at, key] of trustedKeys.entries()) checkPublicKey(key, `trustedKeys[${at}]`);
  return verifySigned(await locate(path, name), trustedKeys);
}

async function locate(path: string, name: string | undefined): Promise<string> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() ? path : modelFolder(path, name);
}
