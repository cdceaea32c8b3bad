import { convBnRelu, type LayerSpec } from '@selvedge/networks';
import type { NamedNetwork } from '@selvedge/pipeline';
import type { NetworkContext } from '@selvedge/pipeline/types';
import { fashionNet } from './fashion-net.js';

const IMAGE: readonly number[] = [28, 28, 1];

/** The networks of the reports and our own of the studies, by the names that their pipeline files have. */
export const NETWORKS: Readonly<Record<string, NamedNetwork>> = {
  /** Ten tanh layers of 500. */
  'tanh-net': { zoo: 'mlp', hidden: Array.from({ length: 10 }, () => 500), activation: 'tanh' },
  /** One tanh layer of 5,000: what the first report's code built. */
  'tanh-net-wide': { zoo: 'mlp', hidden: [5000], activation: 'tanh' },
  'keras-mlp': { zoo: 'mlp', hidden: [512, 512, 512] },
  'pytorch-mlp': { zoo: 'mlp', hidden: [256, 256], initializer: 'pytorch-default' },
  'linear-net': { zoo: 'mlp', hidden: [128] },
  'pyramid-mlp': { zoo: 'mlp', hidden: [500, 250, 125], l2: 1e-5 },

  /** One convolution; about as many parameters as `linear-net`. */
  'cnn-1': { zoo: 'convnet', filters: [8], dense: [64] },
  'cnn-3': { zoo: 'convnet', filters: [32, 64, 128], dense: [128], dropout: 0.3 },
  'cnn-3-reg': {
    zoo: 'convnet',
    filters: [32, 64, 128],
    dense: [128],
    dropout: 0.3,
    noise: 0.1,
    batchNormalization: true,
  },
  'cnn-4': {
    zoo: 'convnet',
    filters: [32, 64, 128, 128],
    poolings: 3,
    dense: [128],
    dropout: 0.3,
    noise: 0.1,
    batchNormalization: true,
  },
  /** The third report's CNN. */
  'report-cnn': { zoo: 'convnet', filters: [16, 32, 64], poolings: 2, dense: [64], denseL2: 1e-4 },

  'cnn-model-5': ({ classes, inputShape = IMAGE }: NetworkContext) => ({
    name: 'cnn-model-5',
    inputShape,
    layers: [
      ...convBnRelu(64, { useBias: true }),
      ...convBnRelu(64, { useBias: true }),
      { kind: 'max-pooling2d' },
      { kind: 'dropout', rate: 0.25 },
      ...convBnRelu(128, { useBias: true }),
      ...convBnRelu(256, { useBias: true }),
      { kind: 'max-pooling2d' },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'flatten' },
      { kind: 'dense', units: 512, activation: 'relu', kernelInitializer: 'he-normal' },
      { kind: 'dropout', rate: 0.5 },
      { kind: 'dense', units: classes, activation: 'softmax' },
    ],
  }),
  'cnn-model-4': ({ classes, inputShape = IMAGE }: NetworkContext) => ({
    name: 'cnn-model-4',
    inputShape,
    layers: [
      ...[32, 64, 128].flatMap((filters): LayerSpec[] => [
        ...convBnRelu(filters, { useBias: true, l2: 1e-4 }),
        { kind: 'max-pooling2d' },
      ]),
      { kind: 'flatten' },
      { kind: 'dense', units: classes, activation: 'softmax', kernelRegularizer: { l2: 1e-4 } },
    ],
  }),
  'fashion-net': ({ classes, inputShape = IMAGE }: NetworkContext) => fashionNet(classes, [32, 64, 128], inputShape),
  'fashion-net-wide': ({ classes, inputShape = IMAGE }: NetworkContext) =>
    fashionNet(classes, [48, 96, 192], inputShape),
};
