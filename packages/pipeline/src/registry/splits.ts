import { count, wholeNumber } from '@selvedge/component';
import type { SplitSpec } from '@selvedge/preprocess';
import { z } from 'zod';

type Of<Kind extends SplitSpec['kind']> = Extract<SplitSpec, { readonly kind: Kind }>;

const ROWS = 100_000_000;
const validation = wholeNumber(ROWS).describe('Validation rows.');
const part = z.number().min(0).lt(1);
const span = z.tuple([wholeNumber(ROWS), wholeNumber(ROWS)]).describe('[start, end): rows start to end - 1.');
const list = z.array(wholeNumber(ROWS)).max(1_000_000).describe('Row numbers.');

/** One schema per kind of split; the compiler compares each with the type that `@selvedge/preprocess` declares. */
const schemas = {
  last: z.strictObject({
    kind: z.literal('last'),
    validation,
    train: count(ROWS)
      .exactOptional()
      .describe('Only the first so many rows. Default: all before the validation rows.'),
  }),
  first: z.strictObject({ kind: z.literal('first'), validation }),
  fraction: z.strictObject({
    kind: z.literal('fraction'),
    validation: part.describe('Share of the rows.'),
    test: part.exactOptional().describe('Share of the rows, where the data set has no test rows of its own.'),
    stratify: z.boolean().exactOptional().describe('The same share of each class. Default true.'),
  }),
  'per-class': z.strictObject({
    kind: z.literal('per-class'),
    train: count(ROWS).describe('Training rows of each class.'),
    validation: wholeNumber(ROWS).describe('Validation rows of each class.'),
  }),
  ranges: z.strictObject({ kind: z.literal('ranges'), train: span, validation: span, test: span.exactOptional() }),
  rows: z.strictObject({ kind: z.literal('rows'), train: list, validation: list, test: list.exactOptional() }),
  grouped: z.strictObject({
    kind: z.literal('grouped'),
    groups: z
      .array(z.union([z.number(), z.string().max(200)]))
      .max(1_000_000)
      .describe('One key per row.'),
    validation: part.describe('About this share of the rows, in whole groups.'),
    test: part.exactOptional(),
  }),
} satisfies { readonly [Kind in SplitSpec['kind']]: z.ZodType<Of<Kind>> };

/** Row numbers that lie beside the pipeline; reading puts them in its place as `rows`. */
const indexFile = z.strictObject({
  kind: z.literal('index-file'),
  file: z
    .string()
    .min(1)
    .describe('A JSON file { "train": [row numbers], "validation": [...], "test": [...] }, relative to this file.'),
});

/** How training rows are divided. */
export const splitSchema = z
  .discriminatedUnion('kind', [
    schemas.last,
    schemas.first,
    schemas.fraction,
    schemas['per-class'],
    schemas.ranges,
    schemas.rows,
    schemas.grouped,
    indexFile,
  ])
  .describe('How the training rows are divided into training and validation rows.');
