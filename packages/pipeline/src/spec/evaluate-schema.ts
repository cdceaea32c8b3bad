import { guessedAs } from '@selvedge/component';
import { nameField } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { corruptions } from '@selvedge/preprocess';
import { metricSchema } from '../registry/metrics.js';
import type { Registry } from '../registry/registry.js';

const crossValidation = z.strictObject({
  folds: guessedAs(z.int().min(2).max(1000).describe('How many folds.'), 'cv', 'nSplits'),
  carryWeights: z
    .boolean()
    .exactOptional()
    .describe('Go on with the weights of the fold before: a published flaw, to be looked at. Default false.'),
  stratified: z
    .boolean()
    .exactOptional()
    .describe('Spread each class evenly over the folds. Default true, without groups.'),
  groups: z
    .array(z.union([z.number(), z.string().max(200)]))
    .max(100_000_000)
    .exactOptional()
    .describe('One key per training and validation row, in this order: rows with the same key stay in one fold.'),
  allowedDuplicateShare: z
    .number()
    .min(0)
    .max(1)
    .exactOptional()
    .describe('Share of rows that may have an exact copy among the training rows of their fold. Default 0.05.'),
});

/** How rows are cross-validated. */
export type CrossValidationSpec = z.infer<typeof crossValidation>;

/** What is measured. The test rows are scored once, after everything has been chosen. */
export const evaluateSchema = z
  .strictObject({
    metrics: guessedAs(
      z.array(metricSchema).min(1).max(50).exactOptional().describe('Default: accuracy and macro-f1.'),
      'scoring',
    ),
    train: z.boolean().exactOptional().describe('Score the training rows too. Default false.'),
    test: z.boolean().exactOptional().describe('Score the test rows. Default true.'),
    crossValidation: guessedAs(
      z
        .union([z.int().min(2).max(1000), crossValidation])
        .exactOptional()
        .describe(
          'k-fold cross-validation on the training and validation rows; every fold starts from scratch. `5` is enough.',
        ),
      'cv',
      'kFold',
      'folds',
    ),
    learningCurve: z
      .strictObject({
        sizes: guessedAs(
          z
            .array(z.number().gt(0).max(100_000_000))
            .min(1)
            .max(100)
            .exactOptional()
            .describe('Shares up to 1, or whole numbers of rows. Default .05, .1, .2, .5, 1.'),
          'trainSizes',
        ),
      })
      .exactOptional()
      .describe('The first metric against the number of training rows, on validation rows: would more data help?'),
    robustness: z
      .strictObject({
        corruptions: z
          .array(nameField(corruptions))
          .min(1)
          .max(corruptions.names.length)
          .exactOptional()
          .describe('Kinds of corruption. Default: all.'),
        severities: z.array(z.int().min(1).max(5)).min(1).max(5).exactOptional().describe('Default 1 to 5.'),
      })
      .exactOptional()
      .describe('Accuracy on corrupted copies of the test rows. `{}` is everything.'),
    permutationImportance: guessedAs(
      z
        .strictObject({
          metric: guessedAs(
            metricSchema.exactOptional().describe('What gets worse. Default: the first of `metrics`.'),
            'scoring',
          ),
          repeats: guessedAs(
            z.int().min(1).max(1000).exactOptional().describe('Times that each column is shuffled. Default 5.'),
            'nRepeats',
          ),
        })
        .exactOptional()
        .describe(
          'How much worse the model scores when one column of the data is shuffled, on test rows (or validation rows, where no test rows are scored). `{}` is enough.',
        ),
      'featureImportances',
      'featureImportance',
    ),
  })
  .meta({ description: 'What is measured.', definition: 'evaluate' });

export type EvaluateSpec = z.infer<typeof evaluateSchema>;

export type RobustnessSpec = NonNullable<EvaluateSpec['robustness']>;

/** One figure that someone else has published for the same thing. */
export const reportedSchema = ({ flaws }: Registry) =>
  z
    .strictObject({
      metrics: z
        .record(z.string().min(1).max(80), z.number())
        .describe('As published, shares from 0 to 1: `accuracy: 0.8554`.'),
      source: z.string().max(500).exactOptional().describe('Where it was published.'),
      split: z
        .enum(['train', 'validation', 'test', 'cross-validation'])
        .exactOptional()
        .describe('The rows that it was measured on. Default test.'),
      rows: z.int().min(1).exactOptional().describe('How many rows; left out when the publication does not say.'),
      rounding: z.number().min(0).lt(1).exactOptional().describe('Half of the last printed digit: 0.005 for .93.'),
      flaws: z
        .array(flawSchema(flaws))
        .max(30)
        .exactOptional()
        .describe('What was wrong with how it was measured: sentences, or names that a plugin has for them.'),
      note: z.string().max(2000).exactOptional().describe('Shown beside the published figures.'),
    })
    .meta({ description: 'Published figures, shown beside ours.', definition: 'reported' });

/** A single word is a name, which must be known: a slip would pass for a sentence. */
const flawSchema = (flaws: Registry['flaws']) => {
  const sentence = z
    .string()
    .max(500)
    .regex(/\S\s+\S/, 'a sentence, or the name of a flaw of a plugin')
    .meta({ plugins: true });
  return flaws.size === 0 ? sentence : z.union([z.enum([...flaws.keys()] as [string, ...string[]]), sentence]);
};

export type ReportedSpec = z.infer<ReturnType<typeof reportedSchema>>;

/** Names of flaws replaced by what they stand for, so that results explain themselves. */
export function withSentences(reported: ReportedSpec, { flaws }: Registry): ReportedSpec {
  const sentenceOf = (flaw: string): string => (flaws.has(flaw) ? `${flaw}: ${flaws.get(flaw)}` : flaw);
  return { ...reported, ...(reported.flaws && { flaws: reported.flaws.map(sentenceOf) }) };
}
