import { createHash } from 'node:crypto';
import { SelvedgeError } from '@selvedge/data';
import type { LocatedFile } from './locate.js';

/**
 * Compares a file's bytes with the size and SHA-256 of its manifest, as far as it states them.
 *
 * @returns the SHA-256, in hexadecimal
 * @throws SelvedgeError `corrupt-file` when they differ
 */
export function verify(bytes: Uint8Array, { path, entry, uncompressed }: LocatedFile): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const expected = uncompressed ? entry.uncompressed : entry;
  if (expected?.bytes !== undefined && bytes.length !== expected.bytes) {
    throw damaged(path, `it has ${bytes.length} bytes where the manifest says ${expected.bytes}`);
  }
  if (expected?.sha256 !== undefined && sha256 !== expected.sha256) {
    throw damaged(path, `its SHA-256 is ${sha256} where the manifest says ${expected.sha256}`);
  }
  return sha256;
}

export const damaged = (path: string, why: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${path}: not the file of the manifest: ${why}. Remove it and fetch it again.`);
