import { type LayerSpec, type NetworkSpec, zoo } from '@selvedge/networks';

const convolution = (filters: number, normalized = false): LayerSpec[] => [
  { kind: 'conv2d', filters, kernelSize: 3, padding: 'same' },
  ...(normalized ? ([{ kind: 'batch-normalization' }] as const) : []),
  { kind: 'activation', activation: 'relu' },
];
const pool: LayerSpec = { kind: 'max-pooling2d' };
const flatten: LayerSpec = { kind: 'flatten' };
const dense = (units: number): LayerSpec => ({ kind: 'dense', units, activation: 'relu' });
const dropout = (rate: number): LayerSpec => ({ kind: 'dropout', rate });
const scores: LayerSpec = { kind: 'dense', units: 10, activation: 'softmax' };

/** The networks that are timed, each as it stands in neural-training.py, too. */
export const NETS: Readonly<Record<string, NetworkSpec>> = {
  'ann.cnn': {
    layers: [...convolution(16), pool, ...convolution(32), pool, ...convolution(64), flatten, dense(64), scores],
  },
  'ann.mlp': { layers: [flatten, dense(500), dense(250), dense(125), scores] },
  'korea.cnn5': {
    layers: [
      ...convolution(64, true),
      ...convolution(64, true),
      pool,
      dropout(0.25),
      ...convolution(128, true),
      ...convolution(256, true),
      pool,
      dropout(0.25),
      flatten,
      dense(512),
      dropout(0.5),
      scores,
    ],
  },
  googlenet: zoo.googlenet(),
  'six.convolutions': {
    inputShape: [64, 64, 3],
    layers: [
      ...[32, 64, 128].flatMap((filters) => [...convolution(filters), ...convolution(filters), pool]),
      flatten,
      scores,
    ],
  },
};
