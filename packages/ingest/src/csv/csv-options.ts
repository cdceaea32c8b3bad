import type { NumberType } from '../rows/rows.js';
import type { TableReadOptions } from '../table/table.js';

/** How a CSV file is to be read. Everything has a default that reads most files. */
export interface CsvReadOptions extends TableReadOptions {
  /** Between fields; default: the most frequent of `,` `;` tab `|` in the first line. */
  readonly delimiter?: string;
  /** Of a number's whole part and its fraction; default `.`. */
  readonly decimal?: '.' | ',';
  /** Whether the first line names the columns; default: when a field of it, other than the label, is not a number. */
  readonly header?: boolean;
  /**
   * The label's column by name or position, `'last'` or a negative one from the end. Default: the one named label,
   * class, target or y. A file without such a name, or without a header, needs it: no column is guessed.
   */
  readonly label?: string | number;
  /** In the order of the class numbers; default: the distinct labels, numbers and texts sorted. */
  readonly classes?: readonly string[];
  /** Of one row; default: `[n, n, 1]` for n * n columns of bytes (at least 64), else `[columns]`. */
  readonly shape?: readonly number[];
  /** Default: `uint8` when every number is a whole number from 0 to 255, else `float64`. */
  readonly type?: NumberType;
}

/** How a CSV file is to be written. */
export interface CsvWriteOptions {
  /** Default `,`. */
  readonly delimiter?: string;
  /** A first line `label`, then the columns' names, where there are none `pixel1,pixel2,...`; default true. */
  readonly header?: boolean;
  /**
   * Class numbers or class names in the first column; default: names for feature tables and where a class is named by
   * the number of another, else numbers.
   */
  readonly labels?: 'numbers' | 'names';
}
