import { guessedAs } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { imageSchema } from './image-schema.js';
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

const columnName = z.string().min(1).max(1000);
const columnNames = z.union([columnName, z.array(columnName).min(1).max(100_000)]);

/** How `train` and `test` are read: options of `readDataset`. */
const readingFields = {
  features: columnNames.exactOptional().describe('The columns that are features, in this order. Default: all others.'),
  drop: columnNames.exactOptional().describe('Columns that are left out.'),
  id: columnName.exactOptional().describe('The column that names the rows; no feature.'),
  weights: guessedAs(
    columnName
      .exactOptional()
      .describe(
        'The column of weights, numbers of 0 or more: what each row counts in a fit; no feature. Scores count rows alike.',
      ),
    'sampleWeight',
    'sampleWeights',
    'weight',
  ),
  classes: z
    .array(columnName)
    .min(2)
    .max(65_535)
    .exactOptional()
    .describe('The classes in their order, where it is not that of the labels that occur.'),
  delimiter: z
    .string()
    .min(1)
    .max(10)
    .exactOptional()
    .describe('Between fields of a CSV file. Default: as its first line has it.'),
  decimal: z
    .string()
    .regex(/^[.,]$/)
    .exactOptional()
    .describe('Between whole part and fraction of a number in CSV. Default: a point.'),
  header: z.boolean().exactOptional().describe('Whether the first line of a CSV file names the columns.'),
  missing: z
    .union([z.enum(['error', 'nan']), z.array(z.string().max(1000)).min(1).max(1000)])
    .exactOptional()
    .describe(
      'What an empty field or a null becomes: an error (default), or NaN. A list of texts: they mean a missing value too, and all become NaN.',
    ),
  categories: z
    .enum(['error', 'one-hot'])
    .exactOptional()
    .describe(
      'What a column of texts becomes that is a feature: an error (default), or a column of 0 and 1 for each text of the training rows. Other texts are 0 in all of them.',
    ),
  imageColumn: columnName
    .exactOptional()
    .describe('The column of a table that holds paths of pictures: they are read in place of the columns.'),
  imageFolder: z
    .string()
    .min(1)
    .max(4096)
    .exactOptional()
    .describe(
      'Where these paths begin, from the folder of the table (default: there). `{}` in it is where they stand: `photos/{}.jpg`.',
    ),
  image: imageSchema.exactOptional(),
  onBadImage: z
    .enum(['error', 'skip'])
    .exactOptional()
    .describe('Whether a damaged picture stops the run (default), or is left out and named in a note of the run.'),
} as const;

/** The names of these options. */
export const READING_FIELDS = Object.keys(readingFields) as readonly (keyof typeof readingFields)[];

/** Which rows a pipeline reads. */
export const dataSchema = z
  .strictObject({
    name: z.string().min(1).max(200).exactOptional().describe('A data set of the catalogue: `selvedge data list`.'),
    train: z
      .string()
      .min(1)
      .max(4096)
      .exactOptional()
      .describe(
        'A file of training rows, instead of `name`. A folder with `train` and `val` or `test` is all of them at once.',
      ),
    validation: z
      .string()
      .min(1)
      .max(4096)
      .exactOptional()
      .describe('A file of validation rows, beside `train`. Without it `split` draws them from the training rows.'),
    test: z.string().min(1).max(4096).exactOptional().describe('A file of test rows, beside `train`.'),
    label: z
      .union([
        z.string().min(1).max(1000).describe('Its name; `last` for the last column.'),
        z.int().min(0).max(1_000_000).describe('Its position from 0, of a CSV file.'),
      ])
      .exactOptional()
      .describe('The column of labels in `train` and `test`. Without it the one named label, class, target or y.'),
    ...readingFields,
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
