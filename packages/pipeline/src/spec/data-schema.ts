import { z } from 'zod';
import { rows } from './limits.js';

const subset = z
  .union([
    rows().describe('The first n training rows.'),
    z.strictObject({
      train: rows().exactOptional().describe('Keep so many training rows (validation rows are taken from them too).'),
      test: rows().exactOptional().describe('Keep so many test rows.'),
      order: z
        .enum(['first', 'stratified'])
        .exactOptional()
        .describe('`first` keeps the first rows (default); `stratified` draws the same share of each class.'),
    }),
  ])
  .describe('Work on a part of the rows only.');

/** Which rows a pipeline reads. */
export const dataSchema = z
  .strictObject({
    name: z.string().min(1).max(200).exactOptional().describe('A data set of the catalogue: `selvedge data list`.'),
    train: z.string().min(1).max(4096).exactOptional().describe('A file of training rows, instead of `name`.'),
    test: z.string().min(1).max(4096).exactOptional().describe('A file of test rows, beside `train`.'),
    label: z
      .union([
        z.string().min(1).max(1000).describe('Its name; `last` for the last column.'),
        z.int().min(0).max(1_000_000).describe('Its position from 0, of a CSV file.'),
      ])
      .exactOptional()
      .describe('The column of labels in `train` and `test`. Without it the one named label, class, target or y.'),
    fallback: z
      .literal('garments')
      .exactOptional()
      .describe(
        'Generate images when the data set is nowhere and cannot be fetched. Said clearly wherever results are.',
      ),
    subset: subset.exactOptional(),
  })
  .meta({ description: 'The data set: a name of the catalogue, or files.', definition: 'data' });

export type DataSpec = z.infer<typeof dataSchema>;
