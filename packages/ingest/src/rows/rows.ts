import type { Labels, Matrix } from '@selvedge/data';
import type { Provenance } from '@selvedge/data/types';

/** The element types that rows may have, by name. */
export type NumberType = 'uint8' | 'float32' | 'float64';

/** What is known about rows before the first of them is read. */
export interface RowsInfo {
  readonly name: string;
  /** Of one row: `[height, width, channels]` for images, `[columns]` for feature tables. */
  readonly shape: readonly number[];
  readonly classes: readonly string[];
  /** Names of the features in their order, where the file has them. */
  readonly columns?: readonly string[];
  readonly type: NumberType;
  /** Unknown for formats that do not say. */
  readonly rows?: number;
  readonly provenance: Provenance;
}

/** Some rows in a row, with a label each. Labels are checked: each is an index into the classes. */
export interface RowsBatch {
  readonly features: Matrix;
  readonly labels: Labels;
  /** What names each row, where a column does. */
  readonly ids?: readonly string[];
  /** One per row, at least 0, where a column has them. */
  readonly weights?: Float64Array;
}

/** Labelled rows that are read a batch at a time, so that they need not fit into memory. */
export interface RowsSource {
  readonly info: RowsInfo;
  /** Every row once, in order. Each call starts at the first row. Breaking out of the loop closes what is open. */
  batches(): AsyncIterable<RowsBatch>;
}

/** Takes rows a batch at a time and makes a file or folder of them. */
export interface RowsSink {
  write(batch: RowsBatch): Promise<void>;
  /** Completes the file and gives it its name. Until then there is nothing under that name. */
  close(): Promise<void>;
  /** Removes what was begun. */
  abort(): Promise<void>;
}

/** About as many values as a batch holds: large enough to amortise its cost, small beside the memory of any machine. */
const BATCH_BYTES = 4 * 1024 * 1024;

/** Rows per batch for rows of so many bytes. */
export const batchRows = (rowBytes: number): number => Math.max(1, Math.floor(BATCH_BYTES / Math.max(1, rowBytes)));

export const NUMBER_ARRAYS: {
  readonly uint8: Uint8ArrayConstructor;
  readonly float32: Float32ArrayConstructor;
  readonly float64: Float64ArrayConstructor;
} = { uint8: Uint8Array, float32: Float32Array, float64: Float64Array };
