import type { Matrix } from '@selvedge/data';
import { checkFeatures } from '@selvedge/data/checks';

/**
 * Gives rows with equal features the same number (that of the first of them): groups for `group-k-fold`, so that copies
 * of one row never stand on both sides.
 *
 * @throws SelvedgeError `invalid-argument` unless `features` is a matrix, `shape-mismatch` where its sizes do not fit
 */
export function duplicateGroups(features: Matrix): Uint32Array {
  checkFeatures('duplicateGroups', features);
  const { values, rows, columns } = features;
  const hashOf = rowHasher(features);
  const groups = new Uint32Array(rows);
  const firstWith = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const hash = hashOf(row);
    const candidates = firstWith.get(hash);
    const twin = candidates?.find((other) => equalRows({ values, start }, { values, start: other * columns }, columns));
    groups[row] = twin ?? row;
    if (twin !== undefined) continue;
    if (candidates) candidates.push(row);
    else firstWith.set(hash, [row]);
  }
  return groups;
}

/**
 * FNV-1a over a row: bytes four at a time, floats by all bits of their float64. Rows of equal hash are compared in
 * full.
 */
export function rowHasher({ values, columns }: Matrix): (row: number) => number {
  if (!(values instanceof Uint8Array)) {
    const number = new Float64Array(1);
    const halves = new Uint32Array(number.buffer);
    return (row) => {
      let hash = BASIS;
      const end = (row + 1) * columns;
      for (let at = row * columns; at < end; at++) {
        number[0] = values[at] + 0; // -0 is equal to 0
        // Round numbers and float32 have zeros in the lower half, small ones alike upper halves: mixed, each bit counts.
        hash = Math.imul(hash ^ halves[0], PRIME);
        hash = Math.imul(hash ^ (hash >>> 15) ^ halves[1], MIX);
        hash ^= hash >>> 13;
      }
      return hash;
    };
  }
  const words = wordsOf(values, columns);
  return (row) => {
    let hash = BASIS;
    const end = (row + 1) * columns;
    let at = row * columns;
    if (words) for (; at + 3 < end; at += 4) hash = Math.imul(hash ^ words[at >> 2], PRIME);
    for (; at + 3 < end; at += 4) {
      const word = values[at] | (values[at + 1] << 8) | (values[at + 2] << 16) | (values[at + 3] << 24);
      hash = Math.imul(hash ^ word, PRIME);
    }
    for (; at < end; at++) hash = Math.imul(hash ^ values[at], PRIME);
    // Multiplication carries upwards alone: without this, words that differ in their last byte would share low bits.
    return hash ^ (hash >>> 15);
  };
}

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
/** Odd, with bits all over: of Murmur3's finalizer. */
const MIX = 0x85ebca6b;

/** The same bytes as words of four, where rows and buffer are aligned and words begin with their lowest byte. */
function wordsOf(values: Uint8Array, columns: number): Uint32Array | undefined {
  const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  if (!isLittleEndian || columns % 4 !== 0 || values.byteOffset % 4 !== 0) return undefined;
  return new Uint32Array(values.buffer, values.byteOffset, values.length >> 2);
}

/** Whether two rows of so many columns hold the same numbers. */
export function equalRows(a: RowAt, b: RowAt, columns: number): boolean {
  for (let at = 0; at < columns; at++) if (a.values[a.start + at] !== b.values[b.start + at]) return false;
  return true;
}

/** A row within the values of its matrix. */
interface RowAt {
  readonly values: Matrix['values'];
  readonly start: number;
}
