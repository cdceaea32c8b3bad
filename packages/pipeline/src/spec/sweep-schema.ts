import { count, guessedAs } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { problemOfRange } from '@selvedge/resample/plans';
import { metricSchema } from '../registry/metrics.js';
import { anyValue } from './limits.js';

const value = z.union([z.number(), z.string().max(4096), z.boolean(), anyValue]);
const values = z.array(value).min(1).max(1000).describe('The values to try, in this order.');
/** A range to draw from; what its numbers have to be to each other is the search's own rule. */
const range = (name: string, number: z.ZodType<number>, numbers: string) =>
  z
    .tuple([number, number])
    .describe(`${numbers}, as [low, high].`)
    .superRefine((given, context) => {
      const problem = problemOfRange({ [name]: given });
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });
const draw = z.union([
  values,
  z.strictObject({ uniform: range('uniform', z.number(), 'Real numbers, each as likely') }),
  z.strictObject({
    logUniform: range('logUniform', z.number().positive(), 'Real numbers above 0, each factor of ten as likely'),
  }),
  z.strictObject({ integer: range('integer', z.int(), 'Whole numbers, both ends included') }),
]);
const path = z
  .string()
  .regex(
    /^[A-Za-z][\w-]*(\.[\w-]+|\[\d+\])*$/,
    'a field of the pipeline, for instance `model.k` or `train.learningRate`',
  );
const metric = guessedAs(
  metricSchema
    .exactOptional()
    .describe('Measured on the validation rows; the best value wins, the first one on a tie. Default accuracy.'),
  'scoring',
);

const common = { metric };
/** Of searches that go on as results come in. */
const budget = {
  maxTrials: guessedAs(
    count(10_000).describe('How many settings begin, no two alike.'),
    'samples',
    'nTrials',
    'nIter',
    'points',
  ),
  maxTime: guessedAs(
    z
      .number()
      .positive()
      .max(1e9)
      .exactOptional()
      .describe(
        'Seconds after which no further trial begins; what was tried then depends on the machine. Default no limit.',
      ),
    'timeout',
  ),
  parallel: guessedAs(
    count(1000)
      .exactOptional()
      .describe(
        'Trials that run at the same time over the workers of a queue. What is tried goes by the scores of all but the youngest of them, on one machine too. Default 1.',
      ),
    'nJobs',
    'maxConcurrent',
    'maxConcurrentTrials',
  ),
};

/** Many settings of one pipeline, of which validation chooses one. */
export const sweepSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('grid'),
      over: guessedAs(z.record(path, values).describe('Every combination of the values.'), 'paramGrid', 'params'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('one-at-a-time'),
      over: guessedAs(
        z.record(path, values).describe('Each field alone, the others as the pipeline has them.'),
        'paramGrid',
        'params',
      ),
      combine: z
        .boolean()
        .exactOptional()
        .describe('Afterwards put the best value of each field together as one more point. Default true.'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('random'),
      over: guessedAs(z.record(path, draw).describe('What each field is drawn from.'), 'paramDistributions', 'params'),
      samples: guessedAs(count(10_000).describe('How many trials, no two alike.'), 'nIter', 'nTrials'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('successive-halving'),
      over: guessedAs(z.record(path, draw).describe('What each field is drawn from.'), 'paramDistributions', 'params'),
      samples: guessedAs(count(10_000).describe('How many trials begin.'), 'nIter', 'nTrials', 'nCandidates'),
      resource: path.describe('The field that grows from rung to rung: `train.epochs`, `data.subset`.'),
      from: count(100_000_000).describe('Its value on the first rung.'),
      to: count(100_000_000).describe('Its value on the last rung.'),
      factor: z
        .int()
        .min(2)
        .max(10)
        .exactOptional()
        .describe('The best 1/factor of a rung go on, with factor times the resource. Default 3.'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('tpe'),
      over: guessedAs(z.record(path, draw).describe('What each field is drawn from.'), 'paramDistributions', 'params'),
      ...budget,
      startupTrials: guessedAs(
        count(10_000).exactOptional().describe('Random draws before the first that goes by scores. Default 10.'),
        'nStartupTrials',
      ),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('asha'),
      over: guessedAs(z.record(path, draw).describe('What each field is drawn from.'), 'paramDistributions', 'params'),
      ...budget,
      resource: path.describe('The field that grows from rung to rung: `train.epochs`, `data.subset`.'),
      minResource: guessedAs(
        count(100_000_000).exactOptional().describe('Its value on the first rung. Default 1.'),
        'from',
        'gracePeriod',
        'minResources',
      ),
      maxResource: guessedAs(count(100_000_000).describe('Its value on the last rung.'), 'to', 'maxT', 'maxResources'),
      reductionFactor: guessedAs(
        z
          .int()
          .min(2)
          .max(10)
          .exactOptional()
          .describe(
            'The best 1/reductionFactor of a rung so far go on, with reductionFactor times the resource. Default 3.',
          ),
        'factor',
        'eta',
      ),
      ...common,
    }),
  ])
  .meta({ description: 'Try many settings; the best on validation is kept.', definition: 'sweep' });

export type SweepSpec = z.infer<typeof sweepSchema>;
