// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
import type { Filled } from '@selvedge/component';

/** Stochastic gradient descent, with momentum where asked. */
export interface SgdSpec {
  readonly kind: 'sgd';
  /**
   * How much of the sum of earlier gradients is kept at each step, as in PyTorch, so that a change of the learning
   * rate acts at once; Keras keeps steps, made with the rates of their time. 0 keeps nothing. From 0, below 1.
   * @defaultValue 0
   */
  readonly momentum?: number;
  /**
   * Looks ahead along the momentum, after Nesterov.
   * @defaultValue false
   */
  readonly nesterov?: boolean;
  /**
   * Pulls weights towards 0: decay * weight is added to the gradient, as in PyTorch, but before clipping. Keras takes
   * learning rate * decay * weight off the weight instead, as adamw does. It applies to kernels only, unless
   * `decayAll`. From 0.
   * @defaultValue 0
   */
  readonly weightDecay?: number;
  /**
   * Biases and the scale and shift of normalisations decay, too.
   * @defaultValue false
   */
  readonly decayAll?: boolean;
  /**
   * Gradients, with penalties and weight decay in them, are scaled down so that the norm of all of them together is
   * at most this (`global_clipnorm` of Keras, `clip_grad_norm_` of PyTorch, which both clip before they add weight
   * decay); 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipNorm?: number;
  /**
   * Each number of a gradient is cut to [-clipValue, clipValue], before `clipNorm`; 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipValue?: number;
}

/** With the defaults filled in. */
export type SgdParams = Filled<
  SgdSpec,
  'momentum' | 'nesterov' | 'weightDecay' | 'decayAll' | 'clipNorm' | 'clipValue'
>;

/** Steps by the mean gradient over the root of the mean squared gradient. */
export interface AdamSpec {
  readonly kind: 'adam';
  /**
   * Share of the mean gradient that is kept at each step. From 0, below 1.
   * @defaultValue 0.9
   */
  readonly beta1?: number;
  /**
   * Share of the mean squared gradient that is kept at each step. From 0, below 1.
   * @defaultValue 0.999
   */
  readonly beta2?: number;
  /**
   * Added to the root that steps are divided by. From 1e-12.
   * @defaultValue 1e-7
   */
  readonly epsilon?: number;
  /**
   * Whose formula epsilon stands in. `pytorch` (the default): beside the root, after the correction of bias. `keras`:
   * for adam beside the root before the correction, for rmsprop and adagrad under the root, where small gradients
   * make shorter steps.
   */
  readonly epsilonPlacement?: 'pytorch' | 'keras';
  /**
   * Pulls weights towards 0: decay * weight is added to the gradient, as in PyTorch, but before clipping. Keras takes
   * learning rate * decay * weight off the weight instead, as adamw does. It applies to kernels only, unless
   * `decayAll`. From 0.
   * @defaultValue 0
   */
  readonly weightDecay?: number;
  /**
   * Biases and the scale and shift of normalisations decay, too.
   * @defaultValue false
   */
  readonly decayAll?: boolean;
  /**
   * Gradients, with penalties and weight decay in them, are scaled down so that the norm of all of them together is
   * at most this (`global_clipnorm` of Keras, `clip_grad_norm_` of PyTorch, which both clip before they add weight
   * decay); 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipNorm?: number;
  /**
   * Each number of a gradient is cut to [-clipValue, clipValue], before `clipNorm`; 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipValue?: number;
}

/** With the defaults filled in. */
export type AdamParams = Filled<
  AdamSpec,
  'beta1' | 'beta2' | 'epsilon' | 'weightDecay' | 'decayAll' | 'clipNorm' | 'clipValue'
>;

/** Adam whose weight decay is decoupled from the gradient, as in PyTorch. */
export interface AdamwSpec {
  readonly kind: 'adamw';
  /**
   * Share of the mean gradient that is kept at each step. From 0, below 1.
   * @defaultValue 0.9
   */
  readonly beta1?: number;
  /**
   * Share of the mean squared gradient that is kept at each step. From 0, below 1.
   * @defaultValue 0.999
   */
  readonly beta2?: number;
  /**
   * Added to the root that steps are divided by. From 1e-12.
   * @defaultValue 1e-7
   */
  readonly epsilon?: number;
  /**
   * Whose formula epsilon stands in. `pytorch` (the default): beside the root, after the correction of bias. `keras`:
   * for adam beside the root before the correction, for rmsprop and adagrad under the root, where small gradients
   * make shorter steps.
   */
  readonly epsilonPlacement?: 'pytorch' | 'keras';
  /**
   * Takes learning rate * decay * weight off each weight of a kernel (of all, with `decayAll`), with the default of
   * PyTorch. Keras subtracts the same from all variables, and its default is 0.004. From 0.
   * @defaultValue 0.01
   */
  readonly weightDecay?: number;
  /**
   * Biases and the scale and shift of normalisations decay, too.
   * @defaultValue false
   */
  readonly decayAll?: boolean;
  /**
   * Gradients, with penalties and weight decay in them, are scaled down so that the norm of all of them together is
   * at most this (`global_clipnorm` of Keras, `clip_grad_norm_` of PyTorch, which both clip before they add weight
   * decay); 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipNorm?: number;
  /**
   * Each number of a gradient is cut to [-clipValue, clipValue], before `clipNorm`; 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipValue?: number;
}

/** With the defaults filled in. */
export type AdamwParams = Filled<
  AdamwSpec,
  'beta1' | 'beta2' | 'epsilon' | 'weightDecay' | 'decayAll' | 'clipNorm' | 'clipValue'
>;

/** Steps by the gradient over the root of the mean squared gradient. */
export interface RmspropSpec {
  readonly kind: 'rmsprop';
  /**
   * Share of the mean squared gradient that is kept at each step. From 0, below 1.
   * @defaultValue 0.9
   */
  readonly rho?: number;
  /**
   * How much of the sum of earlier gradients is kept at each step, as in PyTorch, so that a change of the learning
   * rate acts at once; Keras keeps steps, made with the rates of their time. 0 keeps nothing. From 0, below 1.
   * @defaultValue 0
   */
  readonly momentum?: number;
  /**
   * Added to the root that steps are divided by. From 1e-12.
   * @defaultValue 1e-7
   */
  readonly epsilon?: number;
  /**
   * Whose formula epsilon stands in. `pytorch` (the default): beside the root, after the correction of bias. `keras`:
   * for adam beside the root before the correction, for rmsprop and adagrad under the root, where small gradients
   * make shorter steps.
   */
  readonly epsilonPlacement?: 'pytorch' | 'keras';
  /**
   * Pulls weights towards 0: decay * weight is added to the gradient, as in PyTorch, but before clipping. Keras takes
   * learning rate * decay * weight off the weight instead, as adamw does. It applies to kernels only, unless
   * `decayAll`. From 0.
   * @defaultValue 0
   */
  readonly weightDecay?: number;
  /**
   * Biases and the scale and shift of normalisations decay, too.
   * @defaultValue false
   */
  readonly decayAll?: boolean;
  /**
   * Gradients, with penalties and weight decay in them, are scaled down so that the norm of all of them together is
   * at most this (`global_clipnorm` of Keras, `clip_grad_norm_` of PyTorch, which both clip before they add weight
   * decay); 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipNorm?: number;
  /**
   * Each number of a gradient is cut to [-clipValue, clipValue], before `clipNorm`; 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipValue?: number;
}

/** With the defaults filled in. */
export type RmspropParams = Filled<
  RmspropSpec,
  'rho' | 'momentum' | 'epsilon' | 'weightDecay' | 'decayAll' | 'clipNorm' | 'clipValue'
>;

/** Steps by the gradient over the root of the sum of all squared gradients. */
export interface AdagradSpec {
  readonly kind: 'adagrad';
  /**
   * What the sums of squares start from. From 0.
   * @defaultValue 0.1
   */
  readonly initialAccumulator?: number;
  /**
   * Added to the root that steps are divided by. From 1e-12.
   * @defaultValue 1e-7
   */
  readonly epsilon?: number;
  /**
   * Whose formula epsilon stands in. `pytorch` (the default): beside the root, after the correction of bias. `keras`:
   * for adam beside the root before the correction, for rmsprop and adagrad under the root, where small gradients
   * make shorter steps.
   */
  readonly epsilonPlacement?: 'pytorch' | 'keras';
  /**
   * Pulls weights towards 0: decay * weight is added to the gradient, as in PyTorch, but before clipping. Keras takes
   * learning rate * decay * weight off the weight instead, as adamw does. It applies to kernels only, unless
   * `decayAll`. From 0.
   * @defaultValue 0
   */
  readonly weightDecay?: number;
  /**
   * Biases and the scale and shift of normalisations decay, too.
   * @defaultValue false
   */
  readonly decayAll?: boolean;
  /**
   * Gradients, with penalties and weight decay in them, are scaled down so that the norm of all of them together is
   * at most this (`global_clipnorm` of Keras, `clip_grad_norm_` of PyTorch, which both clip before they add weight
   * decay); 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipNorm?: number;
  /**
   * Each number of a gradient is cut to [-clipValue, clipValue], before `clipNorm`; 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipValue?: number;
}

/** With the defaults filled in. */
export type AdagradParams = Filled<
  AdagradSpec,
  'initialAccumulator' | 'epsilon' | 'weightDecay' | 'decayAll' | 'clipNorm' | 'clipValue'
>;

/**
 * Momentum made orthogonal by five Newton-Schulz steps, for kernels of dense layers and of convolutions without
 * groups, as matrices of [inputs, outputs]; adamw for all else and, unless `head`, for the last kernel.
 */
export interface MuonSpec {
  readonly kind: 'muon';
  /**
   * Share of the momentum of matrices that is kept at each step. From 0, below 1.
   * @defaultValue 0.95
   */
  readonly momentum?: number;
  /**
   * Looks ahead along the momentum, after Nesterov.
   * @defaultValue true
   */
  readonly nesterov?: boolean;
  /**
   * What the learning rate of a matrix is multiplied with. `match-rms-adamw`: 0.2 * sqrt(the longer side), so that
   * steps are as long as those of adamw and one learning rate serves both. `original`: sqrt(max(1, outputs /
   * inputs)), with learning rates near 0.02. PyTorch has both, and `original` as its default.
   * @defaultValue "match-rms-adamw"
   */
  readonly adjustLearningRate?: 'match-rms-adamw' | 'original';
  /**
   * Whether the last kernel of the network, too, steps by muon.
   * @defaultValue false
   */
  readonly head?: boolean;
  /**
   * Share of the mean gradient that is kept at each step. From 0, below 1.
   * @defaultValue 0.9
   */
  readonly beta1?: number;
  /**
   * Share of the mean squared gradient that is kept at each step. From 0, below 1.
   * @defaultValue 0.999
   */
  readonly beta2?: number;
  /**
   * Added to the root that steps are divided by. From 1e-12.
   * @defaultValue 1e-7
   */
  readonly epsilon?: number;
  /**
   * Takes learning rate * decay * weight off each weight of a kernel (of all, with `decayAll`), with the default of
   * PyTorch. Keras subtracts the same from all variables, and its default is 0.004. From 0.
   * @defaultValue 0.01
   */
  readonly weightDecay?: number;
  /**
   * Biases and the scale and shift of normalisations decay, too.
   * @defaultValue false
   */
  readonly decayAll?: boolean;
  /**
   * Gradients, with penalties and weight decay in them, are scaled down so that the norm of all of them together is
   * at most this (`global_clipnorm` of Keras, `clip_grad_norm_` of PyTorch, which both clip before they add weight
   * decay); 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipNorm?: number;
  /**
   * Each number of a gradient is cut to [-clipValue, clipValue], before `clipNorm`; 0 leaves them. From 0.
   * @defaultValue 0
   */
  readonly clipValue?: number;
}

/** With the defaults filled in. */
export type MuonParams = Filled<
  MuonSpec,
  | 'momentum'
  | 'nesterov'
  | 'adjustLearningRate'
  | 'head'
  | 'beta1'
  | 'beta2'
  | 'epsilon'
  | 'weightDecay'
  | 'decayAll'
  | 'clipNorm'
  | 'clipValue'
>;

/** Turns gradients into steps. */
export type OptimizerSpec = SgdSpec | AdamSpec | AdamwSpec | RmspropSpec | AdagradSpec | MuonSpec;

/** With the defaults filled in. */
export type OptimizerParams = SgdParams | AdamParams | AdamwParams | RmspropParams | AdagradParams | MuonParams;

/** The same rate throughout. */
export interface ConstantSpec {
  readonly kind: 'constant';
  /**
   * Epochs over which the rate rises linearly from 0, on top of the schedule. From 0.
   * @defaultValue 0
   */
  readonly warmupEpochs?: number;
}

/** With the defaults filled in. */
export type ConstantParams = Filled<ConstantSpec, 'warmupEpochs'>;

/** Base * gamma ^ floor(epoch / stepSize). */
export interface StepSpec {
  readonly kind: 'step';
  /** Epochs between two steps. From 1e-9. */
  readonly stepSize: number;
  /**
   * What each step multiplies the rate with. From 0 to 1.
   * @defaultValue 0.1
   */
  readonly gamma?: number;
  /**
   * Epochs over which the rate rises linearly from 0, on top of the schedule. From 0.
   * @defaultValue 0
   */
  readonly warmupEpochs?: number;
}

/** With the defaults filled in. */
export type StepParams = Filled<StepSpec, 'gamma' | 'warmupEpochs'>;

/**
 * Base * gamma ^ epoch, moving at every step, as ExponentialDecay over the steps of an epoch; ExponentialLR moves
 * once an epoch.
 */
export interface ExponentialSpec {
  readonly kind: 'exponential';
  /** What an epoch multiplies the rate with. From 0 to 1. */
  readonly gamma: number;
  /**
   * Epochs over which the rate rises linearly from 0, on top of the schedule. From 0.
   * @defaultValue 0
   */
  readonly warmupEpochs?: number;
}

/** With the defaults filled in. */
export type ExponentialParams = Filled<ExponentialSpec, 'warmupEpochs'>;

/**
 * From base to base * final along half a cosine; the last step of the run has base * final. CosineAnnealingLR with
 * T_max of all steps and CosineDecay reach it one step later.
 */
export interface CosineSpec {
  readonly kind: 'cosine';
  /**
   * Share of the base at the end. From 0 to 1.
   * @defaultValue 0
   */
  readonly final?: number;
  /**
   * Epochs over which the rate rises linearly from 0, on top of the schedule. From 0.
   * @defaultValue 0
   */
  readonly warmupEpochs?: number;
}

/** With the defaults filled in. */
export type CosineParams = Filled<CosineSpec, 'final' | 'warmupEpochs'>;

/**
 * Rises from base * start to base at pctStart of the run, then falls to base * final at its last step. OneCycleLR
 * peaks at step pct_start * total_steps - 1, up to one step earlier.
 */
export interface OneCycleSpec {
  readonly kind: 'one-cycle';
  /**
   * Where the peak is, as a share of the run. From 0 to 1.
   * @defaultValue 0.3
   */
  readonly pctStart?: number;
  /**
   * Share of the base at the beginning. From 0 to 1.
   * @defaultValue 0.04
   */
  readonly start?: number;
  /**
   * Share of the base at the end. From 0 to 1.
   * @defaultValue 0.000004
   */
  readonly final?: number;
  /**
   * The shape of rise and fall.
   * @defaultValue "cosine"
   */
  readonly shape?: 'cosine' | 'linear';
}

/** With the defaults filled in. */
export type OneCycleParams = Filled<OneCycleSpec, 'pctStart' | 'start' | 'final' | 'shape'>;

/** Multiplies the rate with factor when a figure has not improved for patience epochs. */
export interface ReduceOnPlateauSpec {
  readonly kind: 'reduce-on-plateau';
  /**
   * The figure that is watched, of validation rows or of re-evaluated training rows.
   * @defaultValue "validation-loss"
   */
  readonly monitor?: 'validation-loss' | 'validation-accuracy' | 'train-loss' | 'train-accuracy';
  /**
   * What the rate is multiplied with. From 0 to 1.
   * @defaultValue 0.1
   */
  readonly factor?: number;
  /**
   * Epochs without improvement that are waited for, as in Keras; PyTorch waits for one more. Whole, from 0 to
   * 1000000.
   * @defaultValue 10
   */
  readonly patience?: number;
  /**
   * A smaller change does not count as an improvement. From 0.
   * @defaultValue 0.0001
   */
  readonly minDelta?: number;
  /**
   * Epochs after a reduction in which none are counted, as in PyTorch; Keras counts the last of them, so its cooldown
   * is one epoch shorter. Whole, from 0 to 1000000.
   * @defaultValue 0
   */
  readonly cooldown?: number;
  /**
   * The rate goes no lower. From 0.
   * @defaultValue 0
   */
  readonly minimum?: number;
  /**
   * Epochs over which the rate rises linearly from 0, on top of the schedule. From 0.
   * @defaultValue 0
   */
  readonly warmupEpochs?: number;
}

/** With the defaults filled in. */
export type ReduceOnPlateauParams = Filled<
  ReduceOnPlateauSpec,
  'monitor' | 'factor' | 'patience' | 'minDelta' | 'cooldown' | 'minimum' | 'warmupEpochs'
>;

/** How the learning rate moves. */
export type ScheduleSpec = ConstantSpec | StepSpec | ExponentialSpec | CosineSpec | OneCycleSpec | ReduceOnPlateauSpec;

/** With the defaults filled in. */
export type ScheduleParams =
  | ConstantParams
  | StepParams
  | ExponentialParams
  | CosineParams
  | OneCycleParams
  | ReduceOnPlateauParams;

/**
 * average = d * average + (1 - d) * weights after every so many steps, where d is the smaller of decay and n / (n +
 * 9) at update n: the start weights are soon forgotten. AveragedModel of PyTorch and ema_momentum of Keras use decay
 * from the first update.
 */
export interface EmaSpec {
  readonly kind: 'ema';
  /** Share of the average that stays. From 0, below 1. */
  readonly decay: number;
  /**
   * Steps between two updates. Whole, from 1 to 1000000.
   * @defaultValue 1
   */
  readonly everySteps?: number;
}

/** With the defaults filled in. */
export type EmaParams = Filled<EmaSpec, 'everySteps'>;

/**
 * The plain mean of the weights at the end of every epoch from one on. Moving statistics of batch normalization are
 * averaged, too; PyTorch recomputes them with update_bn.
 */
export interface SwaSpec {
  readonly kind: 'swa';
  /** The first epoch of the mean, counted from 1. Whole, from 1 to 1000000. */
  readonly fromEpoch: number;
}

/** With the defaults filled in. */
export type SwaParams = SwaSpec;

/**
 * average = average + slowStepSize * (weights - average) after every so many steps, and training goes on from the
 * average, as Lookahead of TensorFlow Addons does. Moving statistics of batch normalization are averaged, too.
 */
export interface LookaheadSpec {
  readonly kind: 'lookahead';
  /**
   * Steps between two updates; k of the paper. Whole, from 1 to 1000000.
   * @defaultValue 6
   */
  readonly syncPeriod?: number;
  /**
   * How far the average moves; alpha of the paper. Above 0, to 1.
   * @defaultValue 0.5
   */
  readonly slowStepSize?: number;
}

/** With the defaults filled in. */
export type LookaheadParams = Filled<LookaheadSpec, 'syncPeriod' | 'slowStepSize'>;

/** Weights averaged over the run: used for validation and as the result. */
export type AveragingSpec = EmaSpec | SwaSpec | LookaheadSpec;

/** With the defaults filled in. */
export type AveragingParams = EmaParams | SwaParams | LookaheadParams;

/** Stops when the monitored figure has not improved for patience epochs. */
export interface EarlyStoppingSpec {
  /**
   * The figure that is watched, of validation rows or of re-evaluated training rows.
   * @defaultValue "validation-loss"
   */
  readonly monitor?: 'validation-loss' | 'validation-accuracy' | 'train-loss' | 'train-accuracy';
  /**
   * Epochs without improvement that are waited for. Whole, from 1 to 1000000.
   * @defaultValue 5
   */
  readonly patience?: number;
  /**
   * A smaller change does not count as an improvement. From 0.
   * @defaultValue 0
   */
  readonly minDelta?: number;
  /**
   * The weights of the best epoch are the result, however the run ends.
   * @defaultValue true
   */
  readonly restoreBestWeights?: boolean;
}

/** With the defaults filled in. */
export interface EarlyStoppingParams {
  readonly monitor: 'validation-loss' | 'validation-accuracy' | 'train-loss' | 'train-accuracy';
  readonly patience: number;
  readonly minDelta: number;
  readonly restoreBestWeights: boolean;
}

/** Where the state of the run is kept, so that it can be continued. */
export interface CheckpointSpec {
  /** A file; written under another name first and then renamed. */
  readonly path: string;
  /**
   * Epochs between two states. Whole, from 1 to 1000000.
   * @defaultValue 1
   */
  readonly everyEpochs?: number;
  /**
   * Continues from a file that is there.
   * @defaultValue true
   */
  readonly resume?: boolean;
}

/** With the defaults filled in. */
export interface CheckpointParams {
  readonly path: string;
  readonly everyEpochs: number;
  readonly resume: boolean;
}

/** How a network is trained. */
export interface TrainSpec {
  /**
   * Passes over the training rows. Whole, from 1 to 1000000.
   * @defaultValue 10
   */
  readonly epochs?: number;
  /**
   * Rows per step; the last batch of an epoch may be smaller. Whole, from 1 to 65536.
   * @defaultValue 32
   */
  readonly batchSize?: number;
  /**
   * Turns gradients into steps.
   * @defaultValue {"kind":"adam"}
   */
  readonly optimizer?: OptimizerSpec;
  /** What the schedule starts from. Without it 0.001, with sgd 0.01. From 0. */
  readonly learningRate?: number;
  /**
   * How the learning rate moves.
   * @defaultValue {"kind":"constant"}
   */
  readonly schedule?: ScheduleSpec;
  /** By the name of a parameter or its role (`beta`): what the learning rate is multiplied with there. */
  readonly learningRateMultipliers?: { readonly [name: string]: number };
  /**
   * Of the softmax, where outputs of a network that ends in none are logits; or of the outputs.
   * @defaultValue "cross-entropy"
   */
  readonly loss?: 'cross-entropy' | 'mean-squared-error';
  /**
   * Share of the probability that is spread over all classes. From 0, below 1.
   * @defaultValue 0
   */
  readonly labelSmoothing?: number;
  /**
   * Weight of a row's loss, one number per class; `balanced` is rows / (classes * rows of the class). The sum over a
   * batch is divided by its rows, as in Keras; CrossEntropyLoss(weight) of PyTorch divides by the weights.
   */
  readonly classWeights?: 'balanced' | readonly number[];
  /**
   * Takes the rows in a new order in every epoch.
   * @defaultValue true
   */
  readonly shuffle?: boolean;
  /**
   * Rows of the training set, drawn once, that are scored after every epoch; `all`, or 0 for none.
   * @defaultValue 10000
   */
  readonly evaluateTrain?: number | 'all';
  readonly earlyStopping?: EarlyStoppingSpec;
  readonly weightAveraging?: AveragingSpec;
  readonly checkpoint?: CheckpointSpec;
  /** A file that gets one line per epoch. */
  readonly csvLog?: string;
}

/** With the defaults filled in. */
export interface TrainParams {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: OptimizerParams;
  readonly learningRate?: number;
  readonly schedule: ScheduleParams;
  readonly learningRateMultipliers?: { readonly [name: string]: number };
  readonly loss: 'cross-entropy' | 'mean-squared-error';
  readonly labelSmoothing: number;
  readonly classWeights?: 'balanced' | readonly number[];
  readonly shuffle: boolean;
  readonly evaluateTrain: number | 'all';
  readonly earlyStopping?: EarlyStoppingParams;
  readonly weightAveraging?: AveragingParams;
  readonly checkpoint?: CheckpointParams;
  readonly csvLog?: string;
}

/**
 * A figure that is watched while a network is trained.
 *
 * - `validation-loss`: Loss of the validation rows.
 * - `validation-accuracy`: Accuracy on the validation rows.
 * - `train-loss`: Loss of the re-evaluated training rows.
 * - `train-accuracy`: Accuracy on the re-evaluated training rows.
 */
export type Monitor = 'validation-loss' | 'validation-accuracy' | 'train-loss' | 'train-accuracy';
