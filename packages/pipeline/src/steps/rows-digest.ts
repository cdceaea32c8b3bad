import { createHash } from 'node:crypto';
import { type Dataset, type RowIndices, rowRange, selectRows } from '@selvedge/data';
import { bytesOf, formOfRows, isStored } from '@selvedge/data/checks';
import { canonicalJson } from '@selvedge/workflow';

/** What each part of a division holds; absent parts have no rows. */
export type PartDigests = Readonly<Partial<Record<'train' | 'validation' | 'test', string>>>;

const BLOCK_ROWS = 4096;

/**
 * Digest of rows as steps read them: their numbers and labels, and what a fit keeps of them beside: classes, shape and names
 * of columns. Rows that are chosen in two ways have one digest.
 *
 * @param rows - of `source`, in this order; default: all
 */
export function rowsDigest(source: Dataset, rows: RowIndices = rowRange(0, source.features.rows)): string {
  const { features, labels, classes } = source;
  const type = isStored(features) && features.areBytes ? 'Uint8Array' : features.values.constructor.name;
  const hash = createHash('sha256').update(canonicalJson({ classes, ...formOfRows(source), rows: rows.length, type }));
  // In blocks, so that drawn rows are not all copied for it.
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const block = rows.subarray(start, start + BLOCK_ROWS) as RowIndices;
    hash.update(bytesOf(selectRows(features, block).values));
    hash.update(bytesOf(Uint16Array.from(block, (row) => labels[row])));
  }
  return hash.digest('hex');
}
