import type { NamedDefinition } from '@selvedge/data/names';
import type { ByteSource } from '../bytes/byte-source.js';
import type { RowsSource } from '../rows/rows.js';
import type { Format } from '../specs.generated.js';
import type { SourceOptions } from './source-options.js';

/** Options of a reader beside the file. */
export interface OpenOptions extends SourceOptions {
  /** NPZ: the array of the labels. */
  readonly labelsArray?: string;
  /** False: rows to predict, whose labels need not be there. Default true. */
  readonly isLabelled?: boolean;
}

/** A format of labelled rows. */
export interface FormatDefinition extends NamedDefinition {
  readonly name: Format;
  /** Endings of names, in lower case and without the dot; `.gz` may follow. */
  readonly extensions: readonly string[];
  /** Files of other names that are of this format. */
  readonly otherNames?: RegExp;
  /** Where the labels are: beside the features, or in a file of their own. */
  readonly labels: 'inside' | 'apart';
  /** Whether `createSink` writes it. */
  readonly isWritten: boolean;
  /**
   * Opens a file; undefined for a folder.
   *
   * @param labelsFile - asked for by formats whose labels are a file of their own
   */
  open?(source: ByteSource, options: OpenOptions, labelsFile: () => ByteSource): Promise<RowsSource>;
}

/** Options of tables, whose columns have names. */
export function tableOptions({ labelsArray: _, ...rest }: OpenOptions): Omit<OpenOptions, 'labelsArray'> {
  return rest;
}
