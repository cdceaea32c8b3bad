import { onlyBooleans, onlyFields, SelvedgeError, shown } from '@selvedge/data';
import type { LossKind } from '@selvedge/networks/engine';
import { type OptimizerSpec, updateRule } from '../optimizers/optimizer-spec.js';
import { checkSchedule, type Monitor, type ScheduleSpec } from '../schedules/schedule-spec.js';

/** Stops when the monitored figure has not improved for `patience` epochs. */
export interface EarlyStoppingSpec {
  /** Default `validationLoss`. */
  readonly monitor?: Monitor;
  /** Epochs without improvement that are waited for. Default 5. */
  readonly patience?: number;
  /** A smaller change is no improvement. Default 0. */
  readonly minDelta?: number;
  /** Whether the weights of the best epoch are the result, however the run ends. Default true. */
  readonly restoreBest?: boolean;
}

/** Weights averaged over the run: used for validation and as the result. */
export type AveragingSpec =
  /** average = decay * average + (1 - decay) * weights after every `everySteps` (default 1) steps. */
  | { readonly kind: 'ema'; readonly decay: number; readonly everySteps?: number }
  /** The plain mean of the weights at the end of every epoch from `fromEpoch` (counted from 1) on. */
  | { readonly kind: 'swa'; readonly fromEpoch: number };

/** Where the state of the run is kept, so that it can be continued. */
export interface CheckpointSpec {
  /** A file; written under another name first and then renamed. */
  readonly path: string;
  /** Default 1. */
  readonly everyEpochs?: number;
  /** Whether a file that is there is continued from. Default true. */
  readonly resume?: boolean;
}

/**
 * How a network is trained. Plain JSON.
 *
 * | name | default | effect |
 * |---|---|---|
 * | epochs | 10 | passes over the training rows |
 * | batchSize | 32 | rows per step; the last batch of an epoch may be smaller |
 * | optimizer | `{ kind: 'adam' }` | see `OptimizerSpec` |
 * | learningRate | 0.001; sgd 0.01 | what the schedule starts from |
 * | schedule | `{ kind: 'constant' }` | see `ScheduleSpec` |
 * | loss | `cross-entropy` | of the softmax: outputs of a network that ends in none are logits; or `mean-squared-error` |
 * | rateFactors | none | by slot name or role (`beta`): what the learning rate is multiplied with there |
 * | labelSmoothing | 0 | in [0, 1) |
 * | classWeights | none | one number per class, or `balanced` |
 * | shuffle | true | a new order in every epoch |
 * | evaluateTrain | 10000 | rows of the training set, drawn once, that are scored after every epoch; `all`, or 0 for none |
 * | earlyStopping, averaging, checkpoint | none | see their types |
 * | csvLog | none | a file that gets one line per epoch |
 */
export interface TrainSpec {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly optimizer?: OptimizerSpec;
  readonly learningRate?: number;
  readonly schedule?: ScheduleSpec;
  readonly rateFactors?: Readonly<Record<string, number>>;
  readonly loss?: LossKind;
  readonly labelSmoothing?: number;
  readonly classWeights?: readonly number[] | 'balanced';
  readonly shuffle?: boolean;
  readonly evaluateTrain?: number | 'all';
  readonly earlyStopping?: EarlyStoppingSpec;
  readonly averaging?: AveragingSpec;
  readonly checkpoint?: CheckpointSpec;
  readonly csvLog?: string;
}

type WithDefault =
  | 'epochs'
  | 'batchSize'
  | 'optimizer'
  | 'learningRate'
  | 'schedule'
  | 'loss'
  | 'labelSmoothing'
  | 'shuffle'
  | 'evaluateTrain';

/** A `TrainSpec` with its defaults filled in. */
export type TrainParams = Required<Pick<TrainSpec, WithDefault>> & Omit<TrainSpec, WithDefault>;

/**
 * Fills in the defaults and checks every field.
 *
 * @throws SelvedgeError `invalid-argument` naming the field, its value and what is allowed
 */
export function checkTrainSpec(spec: TrainSpec): TrainParams {
  onlyFields('train', spec, FIELDS);
  const { optimizer = { kind: 'adam' } } = spec;
  if (typeof optimizer !== 'object' || optimizer === null) throw bad('optimizer', optimizer, 'an object with its kind');
  const params: TrainParams = {
    epochs: 10,
    batchSize: 32,
    learningRate: optimizer.kind === 'sgd' ? 0.01 : 0.001,
    schedule: { kind: 'constant' },
    loss: 'cross-entropy',
    labelSmoothing: 0,
    shuffle: true,
    evaluateTrain: 10_000,
    ...withoutUndefined(spec),
    optimizer,
  };
  updateRule(optimizer);
  checkSchedule(params.schedule);
  onlyBooleans('train', params, ['shuffle']);
  whole('epochs', params.epochs, 1, 1e6);
  whole('batchSize', params.batchSize, 1, 65_536);
  number('learningRate', params.learningRate, 0, Infinity);
  number('labelSmoothing', params.labelSmoothing, 0, 0.999999);
  const { rateFactors = {} } = params;
  if (typeof rateFactors !== 'object' || rateFactors === null) {
    throw bad('rateFactors', rateFactors, 'an object of numbers by the name or role of a parameter');
  }
  for (const [name, factor] of Object.entries(rateFactors)) number(`rateFactors.${name}`, factor, 0, 1e6);
  oneOf('loss', params.loss, ['cross-entropy', 'mean-squared-error']);
  if (params.evaluateTrain !== 'all') whole('evaluateTrain', params.evaluateTrain, 0, Infinity);
  if (params.earlyStopping !== undefined) checkEarlyStopping(params.earlyStopping);
  if (params.averaging !== undefined) checkAveraging(params.averaging);
  if (params.checkpoint !== undefined) checkCheckpoint(params.checkpoint);
  return params;
}

/**
 * Says before any work that a watched figure will not be measured.
 *
 * @throws SelvedgeError `invalid-argument`
 */
export function checkMonitors({ schedule, earlyStopping, evaluateTrain }: TrainParams, hasValidation: boolean): void {
  const watched = {
    ...(schedule.kind === 'reduce-on-plateau' && { schedule: schedule.monitor ?? 'validationLoss' }),
    ...(earlyStopping && { earlyStopping: earlyStopping.monitor ?? 'validationLoss' }),
  };
  for (const [what, monitor] of Object.entries(watched)) {
    if (monitor.startsWith('validation') ? hasValidation : evaluateTrain !== 0) continue;
    throw new SelvedgeError(
      'invalid-argument',
      `train: ${what} watches ${monitor}, which is not measured; pass validation rows to fit, set evaluateTrain, or watch another figure.`,
    );
  }
}

const FIELDS: readonly string[] = [
  'epochs',
  'batchSize',
  'optimizer',
  'learningRate',
  'schedule',
  'rateFactors',
  'loss',
  'labelSmoothing',
  'classWeights',
  'shuffle',
  'evaluateTrain',
  'earlyStopping',
  'averaging',
  'checkpoint',
  'csvLog',
];

/** @throws SelvedgeError naming the field */
export function checkCheckpoint(spec: CheckpointSpec): void {
  const what = 'train: checkpoint';
  onlyFields(what, spec, ['path', 'everyEpochs', 'resume']);
  onlyBooleans(what, spec, ['resume']);
  if (typeof spec.path !== 'string' || spec.path === '') throw bad('checkpoint.path', spec.path, 'the path of a file');
  whole('checkpoint.everyEpochs', spec.everyEpochs ?? 1, 1, Infinity);
}

function checkEarlyStopping(spec: EarlyStoppingSpec): void {
  const what = 'train: earlyStopping';
  onlyFields(what, spec, ['monitor', 'patience', 'minDelta', 'restoreBest']);
  onlyBooleans(what, spec, ['restoreBest']);
  const { monitor = 'validationLoss', patience = 5, minDelta = 0 } = spec;
  oneOf('earlyStopping.monitor', monitor, ['validationLoss', 'validationAccuracy', 'trainLoss', 'trainAccuracy']);
  whole('earlyStopping.patience', patience, 1, Infinity);
  number('earlyStopping.minDelta', minDelta, 0, Infinity);
}

function checkAveraging(spec: AveragingSpec): void {
  onlyFields('train: averaging', spec, ['kind', ...(spec?.kind === 'swa' ? ['fromEpoch'] : ['decay', 'everySteps'])]);
  oneOf('averaging.kind', spec.kind, ['ema', 'swa']);
  if (spec.kind === 'swa') {
    whole('averaging.fromEpoch', spec.fromEpoch, 1, Infinity);
    return;
  }
  number('averaging.decay', spec.decay, 0, 0.9999999);
  whole('averaging.everySteps', spec.everySteps ?? 1, 1, Infinity);
}

function withoutUndefined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function whole(name: string, value: unknown, low: number, high: number): void {
  const fits = Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high;
  if (!fits)
    throw bad(name, value, `a whole number of at least ${low}${high === Infinity ? '' : ` and at most ${high}`}`);
}

function number(name: string, value: unknown, low: number, high: number): void {
  const fits = Number.isFinite(value) && (value as number) >= low && (value as number) <= high;
  if (!fits)
    throw bad(name, value, high === Infinity ? `a finite number of at least ${low}` : `a number in [${low}, ${high}]`);
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.includes(String(value))) throw bad(name, value, `one of ${allowed.join(', ')}`);
}

const bad = (name: string, value: unknown, allowed: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `train: ${name} is ${shown(value)}; need ${allowed}.`);
