import { advised } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { type SplitSpec, splits } from '@selvedge/preprocess';

/** Row numbers that lie beside the pipeline; reading puts them in its place as `rows`. */
const indexFile = z
  .strictObject({
    kind: z.literal('index-file'),
    file: z
      .string()
      .min(1)
      .describe('A JSON file { "train": [row numbers], "validation": [...], "test": [...] }, relative to this file.'),
  })
  .describe('Takes the rows that a file lists.');

type Written = SplitSpec | z.output<typeof indexFile>;

const options = [...splits.definitions.map(({ schema }) => schema), indexFile] as unknown as [z.ZodObject];

const either = z
  .discriminatedUnion('kind', options)
  .meta({ description: splits.description, definition: splits.family });

/** How training rows are divided. */
export const splitSchema = advised(either, splits.advice ?? {}) as unknown as z.ZodType<Written, Written>;
