import { wholeNumber } from '@selvedge/component';
import { z } from '@selvedge/component/zod';

export const ROWS = 100_000_000;

/** Rows `start` to `end - 1`. */
export type RowSpan = readonly [start: number, end: number];

const row = wholeNumber(ROWS);

export const span: z.ZodType<RowSpan> = z.tuple([row, row]);

export const list: z.ZodType<readonly number[]> = z.array(row).max(ROWS);
