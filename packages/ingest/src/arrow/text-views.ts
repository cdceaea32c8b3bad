import { badTable } from '../table/table.js';
import { textDecoding } from './text-decoding.js';

/** A view: four bytes of length, then up to twelve bytes of text, or their beginning, the number of a buffer and a place in it. */
export const VIEW_BYTES = 16;
const INLINE_BYTES = 12;
/** Views may share bytes: a file of a few kilobytes could else ask for any memory. */
const MOST_SHARED = 10;
const SMALL_BYTES = 64 * 1024 * 1024;

/**
 * Texts of the type Utf8View, as Polars writes them.
 *
 * @param views - of all rows, one after the other
 * @param buffers - texts of more than twelve bytes lie there
 * @param isNull - the view of such a row may hold anything
 * @throws SelvedgeError `corrupt-file`
 */
export function textsOfViews(
  path: string,
  name: string,
  views: Uint8Array,
  buffers: readonly Uint8Array[],
  isNull: (row: number) => boolean,
): string[] {
  const fields = new DataView(views.buffer, views.byteOffset, views.length);
  const decode = textDecoding(path, name);
  const there = buffers.reduce((sum, { length }) => sum + length, views.length);
  let taken = 0;
  return Array.from({ length: views.length / VIEW_BYTES }, (_, row) => {
    if (isNull(row)) return '';
    const at = row * VIEW_BYTES;
    const length = fields.getInt32(at, true);
    const isInline = length <= INLINE_BYTES;
    const buffer = isInline ? views : buffers[fields.getInt32(at + 8, true)];
    const start = isInline ? at + 4 : fields.getInt32(at + 12, true);
    if (!(buffer && length >= 0 && start >= 0 && start + length <= buffer.length))
      throw badTable(path, `a text of column '${name}' lies outside its buffers (row ${row})`);
    taken += length;
    if (taken > MOST_SHARED * there + SMALL_BYTES)
      throw badTable(
        path,
        `the texts of column '${name}' take over ${MOST_SHARED} times the ${there} bytes that are there`,
      );
    return decode(buffer.subarray(start, start + length), row);
  });
}
