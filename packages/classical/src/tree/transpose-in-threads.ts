import { isShared } from '@selvedge/compute/workers';
import { treeThreads } from './threads.js';
import { type Transposition, type TranspositionPart, transposePart } from './transpose.js';

/** Matrices of fewer bytes are not worth a message to a thread. */
const SHARED_BYTES = 2 ** 20;
/** Fills in `byColumn`, large matrices in worker threads where these share its memory. */
export async function transposeInThreads(matrix: Transposition, threads?: number): Promise<void> {
  const { rows, columns } = matrix;
  if (rows * columns < SHARED_BYTES || !isShared(matrix.byColumn)) {
    transposePart({ ...matrix, from: 0, to: columns });
    return;
  }
  const pool = treeThreads(threads);
  const width = Math.ceil(columns / pool.threads / 4) * 4;
  const parts: TranspositionPart[] = [];
  for (let from = 0; from < columns; from += width) {
    parts.push({ ...matrix, from, to: Math.min(columns, from + width) });
  }
  await pool.map('transpose', parts);
}
