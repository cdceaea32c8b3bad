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
  compare(path, uncompressed ? entry.uncompressed : entry, bytes.length, digest);
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
    compare(path, uncompressed ? entry.uncompressed : entry, bytes, digest);
    return digest;
  } catch (cause) {
    throw fileError(path, cause);
  }
}

function compare(path: string, expected: Partial<Expected> | undefined, bytes: number, digest: string): void {
  if (expected?.bytes !== undefined && bytes !== expected.bytes) {
    throw damaged(path, `it has ${bytes} bytes where the manifest says ${expected.bytes}`);
  }
  if (expected?.sha256 !== undefined && digest !== expected.sha256) {
    throw damaged(path, `its SHA-256 is ${digest} where the manifest says ${expected.sha256}`);
  }
}

type Expected = NonNullable<LocatedFile['entry']['uncompressed']>;

const damaged = (path: string, why: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${path}: not the file of the manifest: ${why}. Remove it and fetch it again.`);
