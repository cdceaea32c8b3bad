import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { readBytes, sha256, writeWhole } from '@selvedge/files';
import { ifThere } from '@selvedge/files/steps';
import { canonicalJson } from '@selvedge/workflow';
import { isSignedBy, SigningKey } from '@selvedge/workflow/signing';

/** What stands beside a signed model. Plain JSON. */
export interface ModelSignature {
  readonly format: 1;
  readonly publicKey: string;
  /** SHA-256 of every file that is read to load the model, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Ed25519 of the list, base64. */
  readonly signature: string;
}

/** Whether the bytes of a model's files may be read. */
export interface Trust {
  /** @throws SelvedgeError `corrupt-file` for a file that is not as it was signed */
  check(file: string, bytes: Uint8Array): void;
}

/** `signature.json` in the folder of a model, or beside a model that is one file. */
export async function signatureFile(model: string): Promise<string> {
  const info = await ifThere(model, stat(model));
  if (!info) throw new SelvedgeError('not-found', `there is no model ${model}.`);
  return info.isDirectory() ? join(model, 'signature.json') : `${model}.signature.json`;
}

/**
 * Signs the files of a model as they are now.
 *
 * @param files - those that are read to load it
 * @param pem - a private Ed25519 key
 * @param keyName - where the key comes from, for errors
 */
export async function signFiles(
  model: string,
  files: readonly string[],
  pem: string,
  keyName: string,
): Promise<ModelSignature> {
  const key = new SigningKey(pem, keyName);
  const digests: Record<string, string> = {};
  for (const file of files) digests[basename(file)] = sha256(await readBytes(file));
  const signature = key.sign(signedText(digests));
  const signed: ModelSignature = { format: 1, publicKey: key.publicKey, files: digests, signature };
  await writeWhole(await signatureFile(model), `${JSON.stringify(signed, null, 2)}\n`);
  return signed;
}

/**
 * Reads the signature of a model.
 *
 * @param trustedKeys - public keys; undefined: no signature is asked for
 * @throws SelvedgeError `corrupt-file` for a model without a signature, or with one that none of the keys made
 */
export async function trustOf(model: string, trustedKeys: readonly string[] | undefined): Promise<Trust> {
  if (trustedKeys === undefined) return { check: () => undefined };
  const file = await signatureFile(model);
  return trustIn(await readSignature(file, model, trustedKeys), file);
}

/** @param file - where the signature stands, for errors */
function trustIn({ files, publicKey }: ModelSignature, file: string): Trust {
  return {
    check(path, bytes) {
      const name = basename(path);
      const wanted = Object.hasOwn(files, name) ? files[name] : undefined;
      if (wanted === undefined) throw refused(`${path} is not among the files that ${file} signs`);
      if (sha256(bytes) !== wanted) throw refused(`${path} is not what ${publicKey} signed (SHA-256 differs)`);
    },
  };
}

/** Reads every signed file, too. */
export async function verifySigned(model: string, trustedKeys: readonly string[]): Promise<ModelSignature> {
  const file = await signatureFile(model);
  const signature = await readSignature(file, model, trustedKeys);
  const trust = trustIn(signature, file);
  for (const name of Object.keys(signature.files)) {
    const path = join(dirname(file), name);
    trust.check(path, await readBytes(path));
  }
  return signature;
}

async function readSignature(file: string, model: string, trustedKeys: readonly string[]): Promise<ModelSignature> {
  const bytes = await ifThere(file, readBytes(file));
  if (!bytes) throw unsigned(model);
  const signature = parsed(bytes, file);
  const { files, publicKey } = signature;
  if (!trustedKeys.includes(publicKey)) {
    throw refused(
      `${model} was signed with ${publicKey}, which is not a trusted key (${trustedKeys.join(', ') || 'none'})`,
    );
  }
  if (!isSignedBy(publicKey, signedText(files), signature.signature, `the key in ${file}`))
    throw refused(`the signature in ${file} is not one of ${publicKey} for these files`);
  return signature;
}

function parsed(bytes: Uint8Array, file: string): ModelSignature {
  try {
    const found = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Record<keyof ModelSignature, unknown>>;
    const { format, publicKey, files, signature } = found;
    const areDigests =
      typeof files === 'object' &&
      files !== null &&
      Object.entries(files).every(([name, digest]) => isDigest(name, digest));
    if (format === 1 && typeof publicKey === 'string' && typeof signature === 'string' && areDigests)
      return found as ModelSignature;
  } catch {
    // The same answer.
  }
  throw refused(`${file} is not a signature as 'selvedge model sign' writes it`);
}

/** Names lead nowhere but into the model's own folder. */
const isDigest = (name: string, digest: unknown): boolean =>
  name === basename(name) && name !== '..' && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);

const signedText = (files: ModelSignature['files']): string => `selvedge model signature 1\n${canonicalJson(files)}`;

const unsigned = (model: string): SelvedgeError =>
  refused(`${model} is not signed, and the project takes signed models alone (trustedKeys of its configuration)`);

const refused = (why: string): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${why}. Take the model from whoever signed it; if it is yours, write: selvedge model sign MODEL --key FILE`,
  );
