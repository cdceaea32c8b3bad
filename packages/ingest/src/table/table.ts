import { SelvedgeError } from '@selvedge/data';
import type { NumericArray } from '@selvedge/data/types';

/** A column of some rows: `width` numbers per row, or a text per row, or values that are not read, and why. */
export type Column = NumberColumn | TextColumn | UnreadColumn;

export interface NumberColumn {
  readonly name: string;
  /** A value that is missing is NaN. */
  readonly numbers: NumericArray;
  readonly width: number;
  /** How many are missing: nulls, or fields of a text that say so; default 0. */
  readonly missing?: number;
  /** As the file has them, where that says more than the number: `007`. */
  readonly written?: readonly string[];
}

export interface TextColumn {
  readonly name: string;
  /** A text that is missing is null. */
  readonly texts: readonly (string | null)[];
  /** As the file has them, where a class may be named as a missing value is: `none`. */
  readonly written?: readonly string[];
  /** Why it is not numbers, for the error where it is a feature: a place, a value. */
  readonly why?: string;
  /** Some are numbers, so that the others look like mistakes in the file. */
  readonly isMixed?: boolean;
  /** Every text is a date, and so no category. */
  readonly areDates?: boolean;
  /** Every text is a number, and some are infinite or none that float64 holds: no categories either. */
  readonly areNumerals?: boolean;
}

export interface UnreadColumn {
  readonly name: string;
  /** What it holds, as in `holds dates`. */
  readonly unread: string;
}

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
  /** False for a file without a header, whose columns are named by their positions; default true. */
  readonly named?: boolean;
  /** What was done to the file's own, for the provenance. */
  readonly steps?: readonly string[];
  batches(): AsyncIterable<TableBatch>;
}

/** Columns of the training rows that are not features: files of rows to predict may have them or not. */
export interface TrainedColumns {
  /** By name or position, as `TableReadOptions` has it. */
  readonly label?: string | number;
  readonly id?: string;
  readonly weights?: string;
  readonly drop?: string | readonly string[];
  /** How many features a row has: what tells whether a file without a header has the label's column. */
  readonly features?: number;
}

/** Which columns mean what. */
export interface TableReadOptions {
  /**
   * The label's column by name, by position, or `last`; default: the one named label, class, target or y. A file
   * without such a name needs it.
   */
  readonly label?: string | number;
  /** The columns that are the features, in this order; default: all but the others named here. A list of numbers beside other columns needs it. */
  readonly features?: string | readonly string[];
  /**
   * The columns of training rows (`train.columns`): they are found by name, whatever else the file has, and a column of
   * texts becomes those of its categories that are among them (`town=Bern`).
   */
  readonly columns?: readonly string[];
  /** Columns that are left out. */
  readonly drop?: string | readonly string[];
  /** The column that names the rows: no feature. Default: the index that pandas or R wrote. */
  readonly id?: string;
  /** The column of sample weights: no feature. */
  readonly weights?: string;
  /** For rows to predict: those of the training rows, left out where the file has them. */
  readonly trained?: TrainedColumns;
  /** In the order of the class numbers; default: from the metadata, else the distinct labels. */
  readonly classes?: readonly string[];
  /** Of one row; default: from the metadata, else as in CSV. */
  readonly shape?: readonly number[];
  /** What a null or an empty field becomes; default `error`. Texts: they mean a missing value too, and all become NaN. */
  readonly missing?: 'error' | 'nan' | readonly string[];
  /**
   * What a column of texts becomes that is a feature: an error (default), or a column of 0 and 1 for each of its texts,
   * named `town=Bern`. A missing text, or one that no training row has, is 0 in all of them.
   */
  readonly categories?: 'error' | 'one-hot';
}

export const badTable = (path: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${path}: ${why}.`, { cause });

export const twoOfOneName = (path: string, names: readonly string[]): SelvedgeError =>
  unsupportedTable(
    path,
    `two columns have the same name, ${JSON.stringify(names.find((name, at) => names.indexOf(name) < at))}; write it with names that differ`,
  );

/** A file that is as its format allows and holds what this library does not read. */
export const unsupportedTable = (path: string, why: string): SelvedgeError =>
  new SelvedgeError('unsupported', `${path}: ${why}.`);
