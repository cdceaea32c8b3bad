import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { SelvedgeError } from '@selvedge/data';
import type { RowStore } from '@selvedge/data/checks';
import { fileError } from '@selvedge/files/steps';

/** Rows of a file, one after the other from its start, so many bytes each. Neighbours are read together. */
export function storedFile(file: string, rows: number, rowBytes: number): RowStore {
  return {
    rows,
    file,
    read(wanted, target) {
      let descriptor: number | undefined;
      try {
        descriptor = openSync(file, 'r'); // for each batch: that costs nothing beside it, and nothing stays open
        for (let at = 0; at < wanted.length; ) {
          let run = 1;
          while (at + run < wanted.length && wanted[at + run] === wanted[at] + run) run++;
          readFully(descriptor, target.subarray(at * rowBytes, (at + run) * rowBytes), wanted[at] * rowBytes);
          at += run;
        }
      } catch (cause) {
        throw fileError(file, cause);
      } finally {
        if (descriptor !== undefined) closeSync(descriptor);
      }
    },
  };
}

function readFully(descriptor: number, target: Uint8Array, position: number): void {
  for (let done = 0; done < target.length; ) {
    const count = readSync(descriptor, target, done, target.length - done, position + done);
    if (count === 0) throw new SelvedgeError('corrupt-file', 'it became shorter while it was read');
    done += count;
  }
}

/** SHA-256 of a file, in hexadecimal, and its length. */
export async function digestOfFile(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(piece as Uint8Array);
    bytes += (piece as Uint8Array).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
