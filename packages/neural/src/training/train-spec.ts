import { count, defineObject, formerly, guessedAs, partialShare, wholeNumber } from '@selvedge/component';
import { checkedBy } from '@selvedge/component/explanations';
import { advised, guessedValues, nameField } from '@selvedge/component/names';
import type { ObjectDefinition } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import { SelvedgeError } from '@selvedge/data';
import { type LossKind, losses } from '@selvedge/networks/engine';
import { optimizers } from '../optimizers/optimizers.js';
import { monitors } from '../schedules/monitor.js';
import { schedules } from '../schedules/schedules.js';
import type {
  AveragingParams,
  CheckpointParams,
  CheckpointSpec,
  OptimizerParams,
  ScheduleParams,
  TrainParams as SchemaParams,
  TrainSpec,
} from '../specs.generated.js';
import { averagings } from './averaging.js';
import { earlyStopping } from './early-stopping-spec.js';

const IN_OPTIMIZER = "a parameter of the optimizer; write it in optimizer, as { kind: 'sgd', momentum: 0.9 }";
const IN_FIT = 'an option of a fit; write fit(rows, { seed, validation, onProgress })';

/** What people expect here who come from Keras and PyTorch. */
const EXPECTED = {
  metrics: 'leave it out: loss and accuracy are always measured; metrics of @selvedge/evaluate score the predictions',
  callbacks: 'in code the second argument: new NeuralClassifier(options, { callbacks })',
  validationSplit: 'write fit(rows, { validation }), in a pipeline file `split`',
  validationData: 'write fit(rows, { validation }), in a pipeline file `split`',
  seed: IN_FIT,
  randomState: IN_FIT,
  verbose: IN_FIT,
  momentum: IN_OPTIMIZER,
  weightDecay: IN_OPTIMIZER,
  clipNorm: IN_OPTIMIZER,
  clipValue: IN_OPTIMIZER,
  patience: 'write earlyStopping: { patience: 5 }',
  monitor: "write earlyStopping: { monitor: 'validation-loss' }",
  device: "a device is chosen by the engine: new NeuralClassifier({ network, engine: 'tfjs' })",
};

function earlyStoppingInstead(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? '{ patience: 5 }' : 'nothing: leave it out';
  return typeof value === 'number' ? `{ patience: ${value} }` : undefined;
}

/** A `TrainSpec` with its defaults filled in. */
export type TrainParams = SchemaParams & { readonly learningRate: number };

/** Where the state of the run is kept, so that it can be continued. */
export const checkpoint: ObjectDefinition<CheckpointParams> = defineObject(
  'CheckpointSpec',
  'Where the state of the run is kept, so that it can be continued.',
  {
    path: z.string().min(1).describe('A file; written under another name first and then renamed.'),
    everyEpochs: count(1_000_000).default(1).describe('Epochs between two states.'),
    resume: z.boolean().default(true).describe('Continues from a file that is there.'),
  },
);

/** How a network is trained. */
export const trainObject: ObjectDefinition<SchemaParams> = defineObject('TrainSpec', 'How a network is trained.', {
  epochs: guessedAs(
    count(1_000_000).default(10).describe('Passes over the training rows.'),
    'nEpochs',
    'numEpochs',
    'maxEpochs',
    'maxIter',
    'iterations',
  ),
  batchSize: guessedAs(
    count(65_536).default(32).describe('Rows per step; the last batch of an epoch may be smaller.'),
    'batch',
    'miniBatchSize',
  ),
  optimizer: (optimizers.schema as z.ZodType<OptimizerParams>)
    .prefault({ kind: 'adam' } as never)
    .describe('Turns gradients into steps.'),
  learningRate: guessedAs(
    z.number().min(0).exactOptional().describe('What the schedule starts from. Without it 0.001, with sgd 0.01.'),
    'lr',
  ),
  schedule: guessedAs(
    (schedules.schema as z.ZodType<ScheduleParams>)
      .prefault({ kind: 'constant' } as never)
      .describe('How the learning rate moves.'),
    'scheduler',
    'lrScheduler',
    'learningRateSchedule',
  ),
  learningRateMultipliers: formerly(
    z
      .record(z.string(), z.number().min(0).max(1e6))
      .exactOptional()
      .describe('By the name of a parameter or its role (`beta`): what the learning rate is multiplied with there.'),
    'rateFactors',
  ),
  loss: guessedAs(
    (nameField(losses) as unknown as z.ZodEnum<{ [Name in LossKind]: Name }>)
      .default('cross-entropy')
      .describe('Of the softmax, where outputs of a network that ends in none are logits; or of the outputs.'),
    'criterion',
    'lossFunction',
    'lossFn',
    'objective',
  ),
  labelSmoothing: partialShare().default(0).describe('Share of the probability that is spread over all classes.'),
  classWeights: guessedAs(
    z
      .union([z.literal('balanced'), z.array(z.number().min(0)).min(2).max(65_536)])
      .exactOptional()
      .describe(
        "Weight of a row's loss, one number per class; `balanced` is rows / (classes * rows of the class). The sum over a batch is divided by its rows, as in Keras; CrossEntropyLoss(weight) of PyTorch divides by the weights.",
      ),
    'classWeight',
  ),
  shuffle: z.boolean().default(true).describe('Takes the rows in a new order in every epoch.'),
  evaluateTrain: z
    .union([wholeNumber(100_000_000), z.literal('all')])
    .default(10_000)
    .describe('Rows of the training set, drawn once, that are scored after every epoch; `all`, or 0 for none.'),
  earlyStopping: guessedValues(earlyStopping.schema, earlyStoppingInstead).exactOptional(),
  weightAveraging: formerly((averagings.schema as z.ZodType<AveragingParams>).exactOptional(), 'averaging'),
  checkpoint: guessedValues(checkpoint.schema, (value) =>
    typeof value === 'string' ? `{ path: '${value}' }` : undefined,
  ).exactOptional(),
  csvLog: z.string().min(1).exactOptional().describe('A file that gets one line per epoch.'),
});

advised(trainObject.schema, EXPECTED);

/** By their names. */
export const trainFields: Readonly<Record<string, z.ZodType>> = (trainObject.schema as unknown as z.ZodObject)
  .shape as Readonly<Record<string, z.ZodType>>;

/**
 * Fills in the defaults and checks every field.
 *
 * @throws SelvedgeError `invalid-argument` naming the fields that are wrong, what they are and what is allowed
 */
export function checkTrainSpec(spec: TrainSpec): TrainParams {
  const params = checkedBy(trainObject.schema, spec, 'train');
  return { ...params, learningRate: params.learningRate ?? (params.optimizer.kind === 'sgd' ? 0.01 : 0.001) };
}

/** As `checkTrainSpec`, for a checkpoint that `fit` is given. */
export const checkCheckpoint = (spec: CheckpointSpec): CheckpointParams =>
  checkedBy(checkpoint.schema, spec, 'NeuralClassifier.fit, checkpoint');

/**
 * Says before any work that a watched figure will not be measured.
 *
 * @throws SelvedgeError `invalid-argument`
 */
export function checkMonitors({ schedule, earlyStopping, evaluateTrain }: TrainParams, hasValidation: boolean): void {
  const watched = {
    ...(schedule.kind === 'reduce-on-plateau' && { schedule: schedule.monitor }),
    ...(earlyStopping && { earlyStopping: earlyStopping.monitor }),
  };
  for (const [what, monitor] of Object.entries(watched)) {
    if (monitors.definitionOf(monitor).rows === 'validation' ? hasValidation : evaluateTrain !== 0) continue;
    throw new SelvedgeError(
      'invalid-argument',
      `train: ${what} watches ${monitor}, which is not measured; pass validation rows to fit, set evaluateTrain, or watch another figure.`,
    );
  }
}
