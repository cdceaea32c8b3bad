import { sha256 } from '@selvedge/files';
import { canonicalJson } from '../cache/canonical-json.js';
import { type CacheEntry, parseEntry } from '../cache/entry.js';
import { isSignedBy, type SigningKey } from '../signing/signing-keys.js';

/** Of a record with all its digests, in bytes; a longer one is refused. */
export const MOST_RECORD = 1_000_000;

/**
 * The record of a result as a store keeps it: JSON with the digest of itself, and an Ed25519 signature (RFC 8032) where there is
 * a key. Key and files are signed, so a record cannot be moved to another step.
 */
export function writeRecord(entry: CacheEntry, signing?: SigningKey): Uint8Array {
  const text = textOf(entry);
  const signed = signing && { publicKey: signing.publicKey, signature: signing.sign(text) };
  return Buffer.from(JSON.stringify({ format: 1, entry, digest: sha256(text), ...signed }));
}

/**
 * @param trustedKeys - one of which must have signed; undefined: no signature is asked for
 * @throws Error saying what is wrong with it
 */
export function readRecord(bytes: Uint8Array, key: string, trustedKeys: readonly string[] | undefined): CacheEntry {
  const found = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>> | null;
  if (typeof found !== 'object' || found?.['format'] !== 1) throw new Error('its record is not one of this release');
  const entry = parseEntry(JSON.stringify(found['entry']), key);
  const text = textOf(entry);
  if (found['digest'] !== sha256(text)) throw new Error('its record is damaged (SHA-256 differs)');
  const names = entry.files.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error('its record names a file twice');
  if (trustedKeys !== undefined) checkSignature(text, found, trustedKeys);
  return entry;
}

function checkSignature(
  text: string,
  { publicKey, signature }: Readonly<Record<string, unknown>>,
  trustedKeys: readonly string[],
): void {
  if (typeof publicKey !== 'string' || typeof signature !== 'string') throw new Error('its record is not signed');
  if (!trustedKeys.includes(publicKey)) throw new Error(`${publicKey.slice(0, 60)} signed it, which is not trusted`);
  if (!isSignedBy(publicKey, text, signature, 'the key of the record'))
    throw new Error('its signature is not one for this record');
}

const textOf = (entry: CacheEntry): string => `selvedge store record 1\n${canonicalJson(entry)}`;
