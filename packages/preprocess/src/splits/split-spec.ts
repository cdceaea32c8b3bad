/**
 * How the rows of one file are divided, as plain JSON told apart by `kind`. Rows that no part names are left out.
 *
 * | kind | validation rows | training rows |
 * |---|---|---|
 * | `last` | the last `validation` rows (as Keras's `validation_split`) | all before them, or the first `train` |
 * | `first` | the first `validation` rows | all after them |
 * | `fraction` | a share drawn at random, `stratify`: the same share of each class | the rest |
 * | `per-class` | `validation` rows of each class, drawn at random | `train` others of each class |
 * | `ranges` | rows [start, end) | rows [start, end) |
 * | `rows` | the rows of a list | the rows of a list |
 * | `grouped` | whole groups, about `validation` of the rows | the other groups |
 */
export type SplitSpec =
  | { readonly kind: 'last'; readonly validation: number; readonly train?: number }
  | { readonly kind: 'first'; readonly validation: number }
  | {
      readonly kind: 'fraction';
      /** Shares of all rows in [0, 1). */
      readonly validation: number;
      readonly test?: number;
      /** Default true. */
      readonly stratify?: boolean;
    }
  | { readonly kind: 'per-class'; readonly train: number; readonly validation: number }
  | { readonly kind: 'ranges'; readonly train: RowSpan; readonly validation: RowSpan; readonly test?: RowSpan }
  | {
      readonly kind: 'rows';
      readonly train: readonly number[];
      readonly validation: readonly number[];
      readonly test?: readonly number[];
    }
  | {
      readonly kind: 'grouped';
      /** One key per row; rows of one group stay together. */
      readonly groups: readonly (number | string)[];
      readonly validation: number;
      readonly test?: number;
    };

/** Rows `start` to `end - 1`. */
export type RowSpan = readonly [start: number, end: number];
