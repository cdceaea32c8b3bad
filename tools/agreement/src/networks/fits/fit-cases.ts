import type { RegularizerSpec } from '@selvedge/networks/types';
import type { TrainSpec } from '@selvedge/neural';

type Peer = 'keras' | 'pytorch';

/** A kind of fit, in our words and in those of Keras and PyTorch, which `fits.py` fits under the same name. */
export interface FitCase {
  readonly name: string;
  readonly words: { readonly ours: string; readonly keras?: string; readonly pytorch?: string };
  readonly train: TrainSpec;
  /** Where one of them needs an option that the other does not. */
  readonly trainAs?: Partial<Record<Peer, TrainSpec>>;
  readonly kernelRegularizer?: RegularizerSpec;
  readonly isNormalized?: boolean;
  readonly ends?: 'softmax';
  readonly isValidated?: boolean;
  /** Why weights differ by more than rounding, where they do. */
  readonly why?: string;
}

const sgd: TrainSpec = { optimizer: { kind: 'sgd' }, learningRate: 0.2 };
const momentum = { kind: 'sgd', momentum: 0.9 } as const;
const decayed = { weightDecay: 0.1, decayAll: true } as const;
/** Adam and its kin with the placement of epsilon that each package has. */
const placed = (optimizer: 'adam' | 'rmsprop' | 'adagrad', learningRate: number): Record<Peer, TrainSpec> => ({
  keras: { optimizer: { kind: optimizer, epsilonPlacement: 'keras' }, learningRate },
  pytorch: { optimizer: { kind: optimizer, epsilonPlacement: 'pytorch' }, learningRate },
});
const adamw = { kind: 'adamw', weightDecay: 0.05, decayAll: true } as const;

export const FIT_CASES: readonly FitCase[] = [
  { name: 'sgd', words: { ours: 'sgd', keras: 'SGD', pytorch: 'SGD' }, train: sgd },
  {
    name: 'momentum',
    words: { ours: 'sgd, momentum', keras: 'SGD(momentum)', pytorch: 'SGD(momentum)' },
    train: { optimizer: momentum, learningRate: 0.05 },
  },
  {
    name: 'nesterov',
    words: { ours: 'sgd, nesterov', keras: 'SGD(nesterov)', pytorch: 'SGD(nesterov)' },
    train: { optimizer: { ...momentum, nesterov: true }, learningRate: 0.05 },
  },
  {
    name: 'momentum and a step',
    words: { ours: 'sgd, momentum; step', keras: 'SGD(momentum), a scheduler', pytorch: 'SGD(momentum), StepLR' },
    train: { optimizer: momentum, learningRate: 0.05, schedule: { kind: 'step', stepSize: 1, gamma: 0.1 } },
    why: "Ours and PyTorch's momentum holds gradients, which step by the rate of now; Keras's holds steps, which keep the rate that they were made with.",
  },
  {
    name: 'adam',
    words: { ours: 'adam, epsilonPlacement of each', keras: 'Adam', pytorch: 'Adam(eps=1e-7)' },
    train: {},
    trainAs: placed('adam', 0.01),
  },
  {
    name: 'adamw',
    words: { ours: 'adamw, decayAll', keras: 'AdamW', pytorch: 'AdamW(eps=1e-7)' },
    train: { learningRate: 0.01 },
    trainAs: {
      keras: { optimizer: { ...adamw, epsilonPlacement: 'keras' }, learningRate: 0.01 },
      pytorch: { optimizer: adamw, learningRate: 0.01 },
    },
  },
  {
    name: 'rmsprop',
    words: { ours: 'rmsprop, epsilonPlacement of each', keras: 'RMSprop', pytorch: 'RMSprop(alpha=0.9, eps=1e-7)' },
    train: {},
    trainAs: placed('rmsprop', 0.01),
  },
  {
    name: 'rmsprop with momentum',
    words: {
      ours: 'rmsprop, momentum, epsilonPlacement of each',
      keras: 'RMSprop(momentum)',
      pytorch: 'RMSprop(momentum, alpha=0.9, eps=1e-7)',
    },
    train: {},
    trainAs: {
      keras: { optimizer: { kind: 'rmsprop', momentum: 0.9, epsilonPlacement: 'keras' }, learningRate: 0.01 },
      pytorch: { optimizer: { kind: 'rmsprop', momentum: 0.9 }, learningRate: 0.01 },
    },
  },
  {
    name: 'adam with weight decay',
    words: { ours: 'weightDecay of adam, decayAll', keras: 'Adam(weight_decay)', pytorch: 'Adam(weight_decay)' },
    train: { learningRate: 0.01 },
    trainAs: {
      keras: { optimizer: { kind: 'adam', ...decayed, epsilonPlacement: 'keras' }, learningRate: 0.01 },
      pytorch: { optimizer: { kind: 'adam', ...decayed }, learningRate: 0.01 },
    },
    why: "Ours and PyTorch's decay is part of the gradient, whose size Adam takes out; Keras takes it off the weights, as `adamw` here.",
  },
  {
    name: 'adagrad',
    words: {
      ours: 'adagrad, epsilonPlacement of each',
      keras: 'Adagrad',
      pytorch: 'Adagrad(eps=1e-7, initial_accumulator_value=0.1)',
    },
    train: {},
    trainAs: placed('adagrad', 0.05),
  },
  {
    name: 'l2 penalty',
    words: { ours: 'kernelRegularizer: l2', keras: 'regularizers.L2', pytorch: 'loss + l2 * sum(w ** 2)' },
    train: sgd,
    kernelRegularizer: { l2: 0.05 },
  },
  {
    name: 'l1 penalty',
    words: { ours: 'kernelRegularizer: l1', keras: 'regularizers.L1', pytorch: 'loss + l1 * sum(abs(w))' },
    train: sgd,
    kernelRegularizer: { l1: 0.02 },
  },
  {
    name: 'class weights',
    words: { ours: 'classWeights', keras: 'class_weight', pytorch: 'CrossEntropyLoss(weight)' },
    train: { ...sgd, classWeights: [1, 3, 0.5] },
    why: 'Ours and Keras divide the weighted losses of a batch by its rows, PyTorch by the sum of their weights.',
  },
  {
    name: 'label smoothing',
    words: { ours: 'labelSmoothing', keras: 'label_smoothing', pytorch: 'label_smoothing' },
    train: { ...sgd, labelSmoothing: 0.1 },
  },
  {
    name: 'class weights and label smoothing',
    words: {
      ours: 'classWeights, labelSmoothing',
      keras: 'class_weight, label_smoothing',
      pytorch: 'CrossEntropyLoss(weight, label_smoothing)',
    },
    train: { ...sgd, classWeights: [1, 3, 0.5], labelSmoothing: 0.1 },
    why: 'Ours and Keras weigh the whole loss of a row by its class; PyTorch weighs each term of the sum over classes by its own, and divides by the weights.',
  },
  {
    name: 'mean squared error',
    words: { ours: 'mean-squared-error', keras: 'mean_squared_error', pytorch: 'MSELoss of the softmax' },
    train: { ...sgd, loss: 'mean-squared-error' },
    ends: 'softmax',
  },
  {
    name: 'batch normalization',
    words: { ours: 'batch-normalization', keras: 'BatchNormalization', pytorch: 'BatchNorm1d' },
    train: sgd,
    isNormalized: true,
    why: 'Weights agree. The moving variance is that of the batch, divided by n, as in Keras; PyTorch divides by n - 1.',
  },
  {
    name: 'cosine',
    words: { ours: 'cosine', keras: 'CosineDecay(all steps)', pytorch: 'CosineAnnealingLR(all steps)' },
    train: { ...sgd, schedule: { kind: 'cosine' } },
    why: 'Ours reaches the last rate at the last step, theirs one step later: in a run of 9 steps that is much, in one of 9,000 nothing.',
  },
  {
    name: 'one-cycle',
    words: { ours: 'one-cycle', pytorch: 'OneCycleLR(cycle_momentum=False)' },
    train: { ...sgd, schedule: { kind: 'one-cycle' } },
    why: 'Ours peaks at pctStart of the run, PyTorch at step pct_start * total_steps - 1, up to one step earlier.',
  },
  {
    name: 'step',
    words: { ours: 'step', keras: 'LearningRateScheduler', pytorch: 'StepLR' },
    train: { ...sgd, schedule: { kind: 'step', stepSize: 1, gamma: 0.5 } },
  },
  {
    name: 'exponential',
    words: {
      ours: 'exponential',
      keras: 'ExponentialDecay(steps of an epoch)',
      pytorch: 'ExponentialLR, once an epoch',
    },
    train: { ...sgd, schedule: { kind: 'exponential', gamma: 0.5 } },
    why: 'Ours and Keras move at every step, PyTorch once an epoch.',
  },
  {
    name: 'plateau with cooldown',
    words: {
      ours: 'reduce-on-plateau, patience 2, cooldown 2',
      keras: 'ReduceLROnPlateau(patience=2, cooldown=2)',
      pytorch: 'ReduceLROnPlateau(patience=2, cooldown=2)',
    },
    train: {
      ...sgd,
      epochs: 12,
      schedule: {
        kind: 'reduce-on-plateau',
        monitor: 'validation-loss',
        factor: 0.5,
        patience: 2,
        minDelta: 10,
        cooldown: 2,
      },
    },
    isValidated: true,
    why: 'Keras counts the last epoch of a cooldown, ours and PyTorch do not; PyTorch waits for one epoch more than patience. 12 epochs.',
  },
  {
    name: 'clip by norm',
    words: { ours: 'clipNorm', keras: 'global_clipnorm', pytorch: 'clip_grad_norm_' },
    train: { optimizer: { kind: 'sgd', clipNorm: 0.1 }, learningRate: 0.2 },
  },
  {
    name: 'clip by value',
    words: { ours: 'clipValue', keras: 'clipvalue', pytorch: 'clip_grad_value_' },
    train: { optimizer: { kind: 'sgd', clipValue: 0.02 }, learningRate: 0.2 },
  },
  {
    name: 'weight decay and momentum',
    words: { ours: 'weightDecay of sgd, decayAll', keras: 'SGD(weight_decay)', pytorch: 'SGD(weight_decay)' },
    train: { optimizer: { ...momentum, ...decayed }, learningRate: 0.05 },
    why: "Ours and PyTorch's decay is part of the gradient and passes through the momentum; Keras takes it off the weights.",
  },
  {
    name: 'clip by norm and weight decay',
    words: {
      ours: 'clipNorm and weightDecay',
      keras: 'global_clipnorm, weight_decay',
      pytorch: 'clip_grad_norm_, weight_decay',
    },
    train: { optimizer: { kind: 'sgd', ...decayed, clipNorm: 0.1 }, learningRate: 0.2 },
    why: 'Ours clips what the decay has been added to; Keras and PyTorch clip the gradient alone.',
  },
  {
    name: 'ema',
    words: { ours: 'weightAveraging: ema', keras: 'ema_momentum', pytorch: 'get_ema_multi_avg_fn' },
    train: { ...sgd, weightAveraging: { kind: 'ema', decay: 0.9 } },
    why: 'Ours begins with a smaller decay, n / (n + 9) at update n, until that is larger than decay.',
  },
  {
    name: 'swa',
    words: { ours: 'weightAveraging: swa', pytorch: 'AveragedModel, once an epoch' },
    train: { ...sgd, weightAveraging: { kind: 'swa', fromEpoch: 1 } },
  },
  {
    name: 'swa and batch normalization',
    words: { ours: 'weightAveraging: swa', pytorch: 'AveragedModel and update_bn' },
    train: { ...sgd, weightAveraging: { kind: 'swa', fromEpoch: 1 } },
    isNormalized: true,
    why: 'Weights agree. Ours averages the moving statistics, too; update_bn computes them again.',
  },
];
