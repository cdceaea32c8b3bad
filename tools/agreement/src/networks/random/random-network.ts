import { createRng, type Rng } from '@selvedge/data';
import { type LayerSpec, type NetworkSpec, resolveNetwork } from '@selvedge/networks';
import { initialParameters, initialState, type LossKind, seenByLoss, type Weights } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';

/** A network, its weights and how it is trained: a function of the seed. */
export interface RandomNetwork {
  readonly network: Network;
  readonly weights: Weights;
  readonly loss: LossKind;
  readonly rows: number;
}

/** One to six layers on images or rows, with branches; without chance in training, which PyTorch would draw otherwise. */
export function randomNetwork(seed: number): RandomNetwork {
  const rng = createRng(seed).fork('network');
  const pick = <T>(...values: readonly T[]): T => values[rng.int(values.length)];
  const isImage = rng.uniform() < 0.75;
  const inputShape = isImage ? [4 + rng.int(6), 4 + rng.int(6), pick(1, 2, 3, 8, 16)] : [1 + rng.int(9)];
  const drawn: LayerSpec[] = [];
  const outputs = 2 + rng.int(4);
  const tail = (): LayerSpec[] => [
    ...(isImage ? [pick<LayerSpec>({ kind: 'flatten', name: 'flat' }, { kind: 'global-average-pooling2d' })] : []),
    ...(rng.uniform() < 0.4 ? [{ kind: 'dense', units: 1 + rng.int(9), ...kernel(rng) } as const] : []),
  ];
  for (let left = 1 + rng.int(6); left > 0; left--) {
    const layer = { ...(isImage ? imageLayer(rng) : rowLayer(rng)), name: `l${drawn.length}` } as LayerSpec;
    const branch = joined(rng, drawn, layer);
    const fitting = [branch, [layer]].find(
      (more) => more.length > 0 && fits({ inputShape, layers: [...drawn, ...more] }),
    );
    if (fitting) drawn.push(...fitting);
  }
  const head = pick('softmax', 'linear', 'log-softmax', 'softmax') as 'softmax' | 'linear' | 'log-softmax';
  const layers: LayerSpec[] = [...drawn, ...tail(), { kind: 'dense', units: outputs, activation: head, name: 'out' }];
  const loss = pick<LossKind>('cross-entropy', 'mean-squared-error');
  const network = seenByLoss(resolveNetwork({ inputShape, layers }), loss);
  const jitter = createRng(seed).fork('weights');
  return {
    network,
    weights: {
      parameters: initialParameters(network, seed).map((value) => value + 0.1 * jitter.normal()),
      state: stateOf(network, jitter),
    },
    loss,
    rows: 1 + rng.int(7),
  };
}

/** Means around 0, variances around 1 and above 0. */
function stateOf(network: Network, rng: Rng): Float32Array {
  const state = initialState(network);
  for (const { role, offset, size } of network.state) {
    for (let at = offset; at < offset + size; at++) {
      state[at] = role === 'moving-mean' ? 0.3 * rng.normal() : 0.5 + rng.uniform();
    }
  }
  return state;
}

/** Whether the shapes do, whatever the network ends in. */
function fits(spec: NetworkSpec): boolean {
  try {
    const { nodes } = resolveNetwork({ ...spec, layers: [...spec.layers, { kind: 'flatten' }] });
    return nodes.every(({ outputShape }) => outputShape.every((size) => size <= 40));
  } catch {
    return false;
  }
}

/** The layer beside what it reads, sometimes. */
function joined(rng: Rng, drawn: readonly LayerSpec[], layer: LayerSpec): readonly LayerSpec[] {
  const before = drawn.at(-1)?.name;
  if (before === undefined || rng.uniform() > 0.3) return [];
  const inputs = rng.uniform() < 0.5 ? [before, layer.name ?? ''] : [layer.name ?? '', before];
  const kind = (['add', 'multiply', 'concatenate', 'concatenate'] as const)[rng.int(4)];
  return [layer, { kind, inputs, name: `${layer.name}_joined` }];
}

const ACTIVATIONS = [
  'relu',
  'linear',
  'tanh',
  'sigmoid',
  'elu',
  'gelu',
  'softplus',
  'silu',
  'mish',
  'hard-swish',
  'leaky-relu',
  'relu6',
  'selu',
] as const;

function kernel(rng: Rng): object {
  const regularizer = rng.uniform() < 0.1 && { kernelRegularizer: { l2: 0.01 } };
  const activation = rng.uniform() < 0.6 ? 'relu' : ACTIVATIONS[rng.int(ACTIVATIONS.length)];
  return { activation, useBias: rng.uniform() < 0.8, trainable: rng.uniform() < 0.9, ...regularizer };
}

function rowLayer(rng: Rng): LayerSpec {
  switch (rng.int(5)) {
    case 0:
      return normalization(rng);
    case 1:
      return { kind: 'layer-normalization', center: rng.uniform() < 0.5, scale: rng.uniform() < 0.5 };
    case 2:
      return { kind: 'activation', activation: ACTIVATIONS[rng.int(ACTIVATIONS.length)] };
    default:
      return { kind: 'dense', units: 1 + rng.int(12), ...kernel(rng) };
  }
}

const normalization = (rng: Rng): LayerSpec => ({
  kind: 'batch-normalization',
  center: rng.uniform() < 0.7,
  scale: rng.uniform() < 0.7,
  momentum: rng.uniform() < 0.5 ? 0.9 : 0.99,
  trainable: rng.uniform() < 0.8,
});

function imageLayer(rng: Rng): LayerSpec {
  const pick = <T>(...values: readonly T[]): T => values[rng.int(values.length)];
  const padding = pick('same', 'valid');
  const window = { kernelSize: pick<number | readonly [number, number]>(1, 2, 3, 3, [2, 3]), strides: pick(1, 1, 2) };
  switch (rng.int(13)) {
    case 0:
    case 1:
    case 2:
      return { kind: 'conv2d', filters: pick(1, 3, 8, 12, 16, 20), ...window, padding, ...kernel(rng) };
    case 3:
      return { kind: 'conv2d', filters: 8, groups: 2, ...window, padding, ...kernel(rng) };
    case 4:
      return { kind: 'depthwise-conv2d', depthMultiplier: pick(1, 2), ...window, padding, ...kernel(rng) };
    case 5:
      return { kind: 'max-pooling2d', poolSize: pick(2, 2, 3), strides: pick(1, 2, 2, 3), padding };
    case 6:
      return { kind: 'average-pooling2d', poolSize: pick(2, 3), strides: pick(1, 2, 3), padding };
    case 7:
      return normalization(rng);
    case 8:
      return { kind: 'layer-normalization', center: rng.uniform() < 0.5, scale: rng.uniform() < 0.5 };
    case 9:
      return { kind: 'activation', activation: ACTIVATIONS[rng.int(ACTIVATIONS.length)] };
    case 10:
      return pick<LayerSpec>(
        { kind: 'zero-padding2d', padding: pick(1, 2) },
        { kind: 'cropping2d', cropping: 1 },
        { kind: 'center-crop', height: 3, width: 4 },
      );
    case 11:
      return pick<LayerSpec>(
        { kind: 'resizing', height: 5, width: 3, interpolation: pick('bilinear', 'nearest') },
        { kind: 'up-sampling2d', size: 2, interpolation: pick('bilinear', 'nearest') },
      );
    default:
      return { kind: 'rescaling', scale: pick(0.5, 2), offset: pick(0, 0.25) };
  }
}
