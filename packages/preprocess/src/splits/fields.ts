import { wholeNumber } from '@selvedge/component';
import { guessedValues } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';

export const ROWS = 100_000_000;

/** How many rows; who writes a share, as for scikit-learn and Keras, learns which split takes one. */
export const validationRows = (): ReturnType<typeof wholeNumber> =>
  guessedValues(wholeNumber(ROWS), (value) =>
    typeof value === 'number' && value > 0 && value < 1
      ? `how many rows that is, or split: { kind: fraction, validation: ${value} }`
      : undefined,
  );

/** Rows `start` to `end - 1`. */
export type RowSpan = readonly [start: number, end: number];

const row = wholeNumber(ROWS);

export const span: z.ZodType<RowSpan> = z.tuple([row, row]);

export const list: z.ZodType<readonly number[]> = z.array(row).max(ROWS);
