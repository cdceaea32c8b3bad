import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SelvedgeError } from '@selvedge/data';
import { sha256 } from '@selvedge/files';
import { fileError } from '@selvedge/files/steps';
import type { LocatedFile } from './locate.js';

/**
 * Compares a file's bytes with the size and SHA-256 of its manifest, as far as it states them.
 *
 * @returns the SHA-256, in hexadecimal
 * @throws SelvedgeError `corrupt-file` when they differ
 */
export function verify(bytes: Uint8Array, { path, entry, uncompressed }: LocatedFile): string {
  const digest = sha256(bytes);
  compare({ path, entry, uncompressed }, bytes.length, digest);
  return digest;
}

/** As `verify`, for a file that need not fit into memory. A folder has no bytes to compare: undefined. */
export async function verifyFile({ path, entry, uncompressed }: LocatedFile): Promise<string | undefined> {
  try {
    if ((await stat(path)).isDirectory()) return undefined;
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      hash.update(piece as Uint8Array);
      bytes += (piece as Uint8Array).length;
    }
    const digest = hash.digest('hex');
    compare({ path, entry, uncompressed }, bytes, digest);
    return digest;
  } catch (cause) {
    throw fileError(path, cause);
  }
}

function compare({ path, entry, uncompressed }: LocatedFile, bytes: number, digest: string): void {
  const expected = uncompressed ? entry.uncompressed : entry;
  const isLonger = expected?.bytes !== undefined && bytes !== expected.bytes;
  const isOther = expected?.sha256 !== undefined && digest !== expected.sha256;
  if (!isLonger && !isOther) return;
  const why = isLonger
    ? `it has ${bytes} bytes where the manifest says ${expected.bytes}`
    : `its SHA-256 is ${digest} where the manifest says ${expected?.sha256}`;
  // Nobody but its owner has a file without an address.
  const advice = entry.urls?.length
    ? 'Remove it and fetch it again.'
    : `Restore it; or, if the change is meant, write "bytes": ${bytes}, "sha256": "${digest}" into the manifest.`;
  throw new SelvedgeError('corrupt-file', `${path}: not the file of the manifest: ${why}. ${advice}`);
}
