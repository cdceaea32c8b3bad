import type { NumericArray } from '@selvedge/data';
import { ByteReader } from '../bytes/byte-reader.js';
import { joinBytes } from '../bytes/join-bytes.js';
import { NPY_PREFIX_BYTES, type NpyHeader, notNpy, npyHeaderBytes, parseNpyHeader } from './npy-header.js';
import { npyValues } from './npy-values.js';

/** Opens the bytes of an array; each call from the beginning. */
export type OpenArray = () => AsyncIterable<Uint8Array>;

export async function npyHeader(open: OpenArray, what: string): Promise<NpyHeader> {
  const reader = new ByteReader(open());
  try {
    return await readHeader(reader, what);
  } finally {
    await reader.close();
  }
}

/** The items of an array in batches, and the check that it is exactly as long as its header says. */
export async function* npyBatches(open: OpenArray, what: string, items: number): AsyncGenerator<NumericArray, void> {
  const reader = new ByteReader(open());
  try {
    const header = await readHeader(reader, what);
    const count = header.shape[0] ?? 1;
    const itemBytes = count === 0 ? 0 : header.valueBytes / count;
    for (let done = 0; done < count; done += items) {
      const wanted = Math.min(items, count - done) * itemBytes;
      const bytes = await reader.read(wanted);
      if (bytes.length < wanted)
        throw notNpy(what, `its header claims ${header.valueBytes} bytes of values; it ends before (truncated?)`);
      yield npyValues(header, bytes);
    }
    if (!(await reader.atEnd()))
      throw notNpy(what, `it goes on after the ${header.valueBytes} bytes of values that its header claims`);
  } finally {
    await reader.close();
  }
}

async function readHeader(reader: ByteReader, what: string): Promise<NpyHeader> {
  const prefix = await reader.read(NPY_PREFIX_BYTES);
  const length = npyHeaderBytes(prefix, what);
  const rest = await reader.read(length - NPY_PREFIX_BYTES);
  if (rest.length < length - NPY_PREFIX_BYTES) throw notNpy(what, 'it ends within its header (truncated?)');
  return parseNpyHeader(joinBytes([prefix, rest]), what);
}
