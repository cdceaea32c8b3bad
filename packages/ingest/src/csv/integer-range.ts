import { readSync } from 'node:fs';
import type { Dialect } from './dialect.js';
import { integerRows } from './integer-rows.js';

/** Rows of a stretch of a file. */
export interface RangeRows {
  /** Rows x (fields - 1). */
  readonly values: Uint8Array;
  readonly labels: Uint16Array;
}

const CHUNK = 1024 * 1024;
const NEWLINE = 10;

/**
 * Reads the lines of bytes [start, end) of an open file by the fast path.
 *
 * @param end - where a line ends, or the end of the file, whose last line need not be ended
 * @param room - how many rows to make room for at once; more are taken
 * @returns undefined when a line is not of the fast kind
 */
export function readIntegerRange(
  file: number,
  start: number,
  end: number,
  dialect: Dialect,
  room: number,
): RangeRows | undefined {
  const columns = dialect.fields - 1;
  let values = new Uint8Array(room * columns);
  let labels = new Uint16Array(room);
  let rows = 0;
  const chunk = new Uint8Array(CHUNK + 1);
  const scratch = new Uint8Array(CHUNK);
  let kept = 0; // bytes of a line that the last chunk began
  for (let at = start; at < end || kept > 0; ) {
    const read = at < end ? readSync(file, chunk, kept, Math.min(CHUNK - kept, end - at), at) : 0;
    at += read;
    let filled = kept + read;
    const isLast = at >= end || read === 0;
    if (isLast && filled > 0 && chunk[filled - 1] !== NEWLINE) chunk[filled++] = NEWLINE;
    const whole = isLast ? filled : chunk.subarray(0, filled).lastIndexOf(NEWLINE) + 1;
    if (whole === 0 && filled >= CHUNK) return undefined; // a line longer than a chunk
    const found = integerRows(chunk.subarray(0, whole), dialect, scratch);
    if (found.consumed !== whole) return undefined;
    const more = rows + found.labels.length;
    if (more > labels.length) {
      const size = Math.ceil(1.2 * more);
      values = grown(values, size * columns);
      labels = grown(labels, size);
    }
    values.set(found.values, rows * columns);
    labels.set(found.labels, rows);
    rows = more;
    kept = filled - whole;
    chunk.copyWithin(0, whole, filled);
    if (isLast) break;
  }
  return { values: values.subarray(0, rows * columns), labels: labels.subarray(0, rows) };
}

function grown<T extends Uint8Array | Uint16Array>(from: T, length: number): T {
  const to = new (from.constructor as new (length: number) => T)(length);
  to.set(from);
  return to;
}
