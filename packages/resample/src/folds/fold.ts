import type { RowIndices } from '@selvedge/data';

/** One division of the rows: disjoint, by row number of the data set. */
export interface Fold {
  readonly train: RowIndices;
  readonly test: RowIndices;
}
