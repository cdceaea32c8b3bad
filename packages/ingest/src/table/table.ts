import { type NumericArray, SelvedgeError } from '@selvedge/data';

/** A column of some rows: `width` numbers per row, or a text per row. */
export type Column =
  | { readonly name: string; readonly numbers: NumericArray; readonly width: number }
  | { readonly name: string; readonly texts: readonly string[] };

/** Some rows of a file of columns. */
export interface TableBatch {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** A file of columns, read a batch at a time. */
export interface Table {
  readonly path: string;
  /** The metadata of the schema. */
  readonly metadata: ReadonlyMap<string, string>;
  batches(): AsyncIterable<TableBatch>;
}

/** Which columns mean what. */
export interface TableReadOptions {
  /** The label's column; default: the one named label, class, target or y. A file without such a name needs it. */
  readonly label?: string;
  /** The column of lists that are the features; default: the only one, else all columns of numbers but the label. */
  readonly features?: string;
  /** In the order of the class numbers; default: from the metadata, else the distinct labels. */
  readonly classes?: readonly string[];
  /** Of one row; default: from the metadata, else as in CSV. */
  readonly shape?: readonly number[];
}

export const badTable = (path: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${path}: ${why}.`, { cause });
