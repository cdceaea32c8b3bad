import { readBytes } from '@selvedge/files';
import { decodeIdx } from './decode-idx.js';
import type { IdxArray } from './idx-array.js';

export interface ReadIdxOptions {
  /** The most that the values may take in memory; default 4 GiB. For larger files use `openRows`. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads one IDX file into memory, plain or gzip (recognised by its first bytes, not by its name).
 *
 * @throws SelvedgeError `not-found`, `io`, `corrupt-file` (see `decodeIdx`), `aborted`
 */
export async function readIdx(path: string, options: ReadIdxOptions = {}): Promise<IdxArray> {
  return decodeIdx(await readBytes(path, options.signal), path, options.maxBytes);
}
