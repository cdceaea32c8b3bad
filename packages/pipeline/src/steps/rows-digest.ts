import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Dataset, type Matrix, type RowIndices, rowRange, selectRows } from '@selvedge/data';
import { bytesOf, formOfRows, isStored } from '@selvedge/data/checks';
import { sha256 } from '@selvedge/files';
import { canonicalJson } from '@selvedge/workflow';

/** What rows hold, by its two halves: what is predicted from does not depend on what is right. */
export interface RowsDigest {
  /** Numbers, and what a fit keeps of their columns: shape and names. */
  readonly features: string;
  /** One per row, the names of the classes, and the weights of the rows where they have some. */
  readonly labels: string;
}

/** What each part of a division holds; absent parts have no rows. */
export type PartDigests = Readonly<Partial<Record<'train' | 'validation' | 'test', RowsDigest>>> & {
  readonly testOrigin?: string;
};

const BLOCK_ROWS = 4096;

/** The name of the array that holds the numbers, which a store does not read for it. */
export const typeOfNumbers = (features: Matrix): string =>
  isStored(features) ? features.type : features.values.constructor.name;

/**
 * Digests of rows as steps read them. Rows that are chosen in two ways have the same.
 *
 * @param rows - of `source`, in this order; default: all
 */
export function rowsDigest(source: Dataset, rows: RowIndices = rowRange(0, source.features.rows)): RowsDigest {
  const { features, labels, classes, weights } = source;
  const type = typeOfNumbers(features);
  const hash = createHash('sha256').update(canonicalJson({ ...formOfRows(source), rows: rows.length, type }));
  // In blocks, so that drawn rows are not all copied for it.
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const block = rows.subarray(start, start + BLOCK_ROWS) as RowIndices;
    hash.update(bytesOf(selectRows(features, block).values));
  }
  return {
    features: hash.digest('hex'),
    labels: sha256(
      canonicalJson(classes),
      Uint16Array.from(rows, (row) => labels[row]),
      ...(weights ? [Float64Array.from(rows, (row) => weights[row])] : []),
    ),
  };
}

/**
 * Where rows lie in their source: the same for other columns or another size of the same ones, and another for rows that
 * only happen to have the same labels, as those of every stratified draw from a file that is sorted by class.
 *
 * @param rows - of `source`, in this order; default: all
 */
export function rowsOrigin(source: Dataset, rows: RowIndices = rowRange(0, source.features.rows)): string {
  const { labels, classes, provenance } = source;
  return sha256(
    'selvedge origin 1\n',
    canonicalJson([basename(provenance.source), classes]),
    bytesOf(labels),
    bytesOf(rows),
  );
}
