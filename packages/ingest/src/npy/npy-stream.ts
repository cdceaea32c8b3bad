import { SelvedgeError } from '@selvedge/data';
import type { NumericArray } from '@selvedge/data/types';
import { ByteReader } from '../bytes/byte-reader.js';
import { DEFAULT_MAX_BYTES } from '../bytes/gunzip.js';
import { joinBytes } from '../bytes/join-bytes.js';
import {
  isMagic,
  MAGIC,
  NPY_PREFIX_BYTES,
  type NpyHeader,
  notNpy,
  npyHeaderBytes,
  parseNpyHeader,
  unread,
} from './npy-header.js';
import { npyValues, rowsFirst } from './npy-values.js';

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
export async function* npyBatches(
  open: OpenArray,
  what: string,
  items: number,
): AsyncGenerator<NumericArray | string[], void> {
  const reader = new ByteReader(open());
  try {
    const header = await readHeader(reader, what);
    const count = header.shape[0] ?? 1;
    const itemBytes = count === 0 ? 0 : header.valueBytes / count;
    if (header.columnsFirst) {
      if (header.valueBytes > DEFAULT_MAX_BYTES) throw tooLargeToTurn(what, header.valueBytes);
      const bytes = await reader.read(header.valueBytes);
      if (bytes.length < header.valueBytes) throw tooShort(what, header);
      const turned = rowsFirst(bytes, header.shape, header.width);
      for (let at = 0; at < turned.length; at += items * itemBytes)
        yield valuesOf(header, turned.slice(at, at + items * itemBytes), what);
    }
    for (let done = 0; !header.columnsFirst && done < count; done += items) {
      const wanted = Math.min(items, count - done) * itemBytes;
      const bytes = await reader.read(wanted);
      if (bytes.length < wanted) throw tooShort(what, header);
      yield valuesOf(header, bytes, what);
    }
    const after = await reader.read(MAGIC.length);
    if (after.length === MAGIC.length && isMagic(after))
      throw unread(what, 'another after it, as numpy.save appends it to an open file');
    if (after.length > 0)
      throw notNpy(what, `it goes on after the ${header.valueBytes} bytes of values that its header claims`);
  } finally {
    await reader.close();
  }
}

function valuesOf(header: NpyHeader, bytes: Uint8Array, what: string): NumericArray | string[] {
  try {
    return npyValues(header, bytes);
  } catch (cause) {
    throw notNpy(what, 'it holds texts that are not Unicode', cause);
  }
}

async function readHeader(reader: ByteReader, what: string): Promise<NpyHeader> {
  const prefix = await reader.read(NPY_PREFIX_BYTES);
  const length = npyHeaderBytes(prefix, what);
  const rest = await reader.read(length - NPY_PREFIX_BYTES);
  if (rest.length < length - NPY_PREFIX_BYTES) throw notNpy(what, 'it ends within its header (truncated?)');
  return parseNpyHeader(joinBytes([prefix, rest]), what);
}

const tooShort = (what: string, { valueBytes }: NpyHeader): SelvedgeError =>
  notNpy(what, `its header claims ${valueBytes} bytes of values; it ends before (truncated?)`);

const tooLargeToTurn = (what: string, bytes: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: ${bytes} bytes with columns first (fortran_order), which is read as a whole and only up to ` +
      `${DEFAULT_MAX_BYTES}. Save numpy.ascontiguousarray(x).`,
  );
