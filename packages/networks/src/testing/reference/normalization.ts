import type { Context, Operation, OperationOf } from './operation.js';

/** Batch norm: number i belongs to group i % channels. Layer norm: to group floor(i / channels). */
type GroupOf = (i: number) => number;

export const batchNormalization: Operation = {
  forward([x], context) {
    const { node, training, state } = context;
    const { epsilon, momentum } = node.operation as OperationOf<'batch-normalization'>;
    const channels = channelsOf(context);
    const groupOf: GroupOf = (i) => i % channels;
    if (!training || !node.trainable) return affine(normalized(x, state[0], state[1], epsilon, groupOf), context);
    const { means, variances } = moments(x, channels, groupOf);
    for (let c = 0; c < channels; c++) {
      state[0][c] = momentum * state[0][c] + (1 - momentum) * means[c];
      state[1][c] = momentum * state[1][c] + (1 - momentum) * variances[c];
    }
    return affine(normalized(x, means, variances, epsilon, groupOf), context);
  },
  backward([x], dy, context) {
    const { node, state } = context;
    const { epsilon } = node.operation as OperationOf<'batch-normalization'>;
    const channels = channelsOf(context);
    const groupOf: GroupOf = (i) => i % channels;
    const fixed = !node.trainable;
    const { means, variances } = fixed ? { means: state[0], variances: state[1] } : moments(x, channels, groupOf);
    return normalizationBackward(x, dy, { means, variances, epsilon, groupOf, fixed }, context);
  },
};

export const layerNormalization: Operation = {
  forward([x], context) {
    const { epsilon } = context.node.operation as OperationOf<'layer-normalization'>;
    const channels = channelsOf(context);
    const groupOf: GroupOf = (i) => Math.floor(i / channels);
    const { means, variances } = moments(x, x.length / channels, groupOf);
    return affine(normalized(x, means, variances, epsilon, groupOf), context);
  },
  backward([x], dy, context) {
    const { epsilon } = context.node.operation as OperationOf<'layer-normalization'>;
    const channels = channelsOf(context);
    const groupOf: GroupOf = (i) => Math.floor(i / channels);
    const { means, variances } = moments(x, x.length / channels, groupOf);
    return normalizationBackward(x, dy, { means, variances, epsilon, groupOf, fixed: false }, context);
  },
};

const channelsOf = ({ node }: Context): number => node.outputShape[node.outputShape.length - 1];

function moments(x: Float64Array, groups: number, groupOf: GroupOf): { means: Float64Array; variances: Float64Array } {
  const size = x.length / groups;
  const means = new Float64Array(groups);
  const variances = new Float64Array(groups);
  for (let i = 0; i < x.length; i++) means[groupOf(i)] += x[i] / size;
  for (let i = 0; i < x.length; i++) variances[groupOf(i)] += (x[i] - means[groupOf(i)]) ** 2 / size;
  return { means, variances };
}

const normalized = (
  x: Float64Array,
  means: Float64Array,
  variances: Float64Array,
  epsilon: number,
  groupOf: GroupOf,
): Float64Array => x.map((value, i) => (value - means[groupOf(i)]) / Math.sqrt(variances[groupOf(i)] + epsilon));

function parametersOf({ node, parameters }: Context): { gamma?: Float64Array; beta?: Float64Array } {
  const { scale, center } = node.operation as OperationOf<'layer-normalization'>;
  return { ...(scale && { gamma: parameters[0] }), ...(center && { beta: parameters[scale ? 1 : 0] }) };
}

function affine(x: Float64Array, context: Context): Float64Array {
  const { gamma, beta } = parametersOf(context);
  const channels = channelsOf(context);
  return x.map((value, i) => value * (gamma?.[i % channels] ?? 1) + (beta?.[i % channels] ?? 0));
}

interface Statistics {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly epsilon: number;
  readonly groupOf: GroupOf;
  /** Whether mean and variance are constants. */
  readonly fixed: boolean;
}

function normalizationBackward(
  x: Float64Array,
  dy: Float64Array,
  statistics: Statistics,
  context: Context,
): {
  inputs: Float64Array[];
  parameters: Float64Array[];
} {
  const { means, variances, epsilon, groupOf, fixed } = statistics;
  const { gamma, beta } = parametersOf(context);
  const channels = channelsOf(context);
  const z = normalized(x, means, variances, epsilon, groupOf);
  const dGamma = new Float64Array(channels);
  const dBeta = new Float64Array(channels);
  for (let i = 0; i < dy.length; i++) {
    dGamma[i % channels] += dy[i] * z[i];
    dBeta[i % channels] += dy[i];
  }
  const dz = dy.map((g, i) => g * (gamma?.[i % channels] ?? 1));
  const size = x.length / means.length;
  const sum = new Float64Array(means.length);
  const sumZ = new Float64Array(means.length);
  if (!fixed) {
    for (let i = 0; i < dz.length; i++) {
      sum[groupOf(i)] += dz[i] / size;
      sumZ[groupOf(i)] += (dz[i] * z[i]) / size;
    }
  }
  const dx = dz.map(
    (g, i) => (g - sum[groupOf(i)] - z[i] * sumZ[groupOf(i)]) / Math.sqrt(variances[groupOf(i)] + epsilon),
  );
  return { inputs: [dx], parameters: [...(gamma ? [dGamma] : []), ...(beta ? [dBeta] : [])] };
}
