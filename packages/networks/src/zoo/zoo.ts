import { didYouMean, onlyFields, SelvedgeError, shown } from '@selvedge/data';
import type { LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import { convBnRelu } from './blocks.js';
import { type ConvnetOptions, convnet } from './convnet.js';
import { fashionNet } from './fashion-net.js';
import { googlenet } from './googlenet.js';
import { type MlpOptions, mlp } from './mlp.js';
import { resnet9 } from './resnet9.js';

/** What every network of the zoo accepts. */
export interface ZooOptions {
  /** Default 10. */
  readonly classes?: number;
  /** Default: the data's, or [28, 28, 1] for the convolutional ones. */
  readonly inputShape?: readonly number[];
}

const torch = { kind: 'torch-uniform' } as const;

/** A network by name, as a pipeline file has it. */
export type ZooSpec =
  | ({ readonly zoo: 'mlp' } & Partial<Pick<MlpOptions, 'classes'>> & Omit<MlpOptions, 'classes'>)
  | ({ readonly zoo: 'convnet' } & Partial<Pick<ConvnetOptions, 'classes'>> & Omit<ConvnetOptions, 'classes'>)
  | ({ readonly zoo: Exclude<ZooName, 'mlp' | 'convnet'> } & ZooOptions);

/**
 * Architectures by name. `mlp` and `convnet` are built from options; each of the others is one network of the reports
 * (`docs/` tells which), or one of our own: `resnet9`, `fashion-net`, `fashion-net-wide`.
 */
export const zoo = {
  mlp: (options: Partial<Pick<MlpOptions, 'classes'>> & Omit<MlpOptions, 'classes'>): NetworkSpec =>
    mlp({ classes: 10, ...options }),
  convnet: (options: Partial<Pick<ConvnetOptions, 'classes'>> & Omit<ConvnetOptions, 'classes'>): NetworkSpec =>
    convnet({ classes: 10, inputShape: IMAGE, ...options }),

  /** Ten tanh layers of 500. */
  'tanh-net': (options: ZooOptions = {}): NetworkSpec =>
    zoo.mlp({ ...options, hidden: Array.from({ length: 10 }, () => 500), activation: 'tanh' }),
  /** One tanh layer of 5,000: what the first report's code built. */
  'tanh-net-wide': (options: ZooOptions = {}): NetworkSpec =>
    zoo.mlp({ ...options, hidden: [5000], activation: 'tanh' }),
  'keras-mlp': (options: ZooOptions = {}): NetworkSpec => zoo.mlp({ ...options, hidden: [512, 512, 512] }),
  'pytorch-mlp': (options: ZooOptions = {}): NetworkSpec =>
    zoo.mlp({ ...options, hidden: [256, 256], initializer: torch }),
  'linear-net': (options: ZooOptions = {}): NetworkSpec => zoo.mlp({ ...options, hidden: [128] }),
  'pyramid-mlp': (options: ZooOptions = {}): NetworkSpec => zoo.mlp({ ...options, hidden: [500, 250, 125], l2: 1e-5 }),

  /** One convolution; about as many parameters as `linear-net`. */
  'cnn-1': (options: ZooOptions = {}): NetworkSpec => zoo.convnet({ ...options, filters: [8], dense: [64] }),
  'cnn-3': (options: ZooOptions = {}): NetworkSpec =>
    zoo.convnet({ ...options, filters: [32, 64, 128], dense: [128], dropout: 0.3 }),
  'cnn-3-reg': (options: ZooOptions = {}): NetworkSpec =>
    zoo.convnet({
      ...options,
      filters: [32, 64, 128],
      dense: [128],
      dropout: 0.3,
      noise: 0.1,
      batchNormalization: true,
    }),
  'cnn-4': (options: ZooOptions = {}): NetworkSpec =>
    zoo.convnet({
      ...options,
      filters: [32, 64, 128, 128],
      poolings: 3,
      dense: [128],
      dropout: 0.3,
      noise: 0.1,
      batchNormalization: true,
    }),
  /** The third report's CNN. */
  'report-cnn': (options: ZooOptions = {}): NetworkSpec =>
    zoo.convnet({ ...options, filters: [16, 32, 64], poolings: 2, dense: [64], denseL2: 1e-4 }),
  /** Five blocks of (convolution, ReLU, pooling, batch norm, dropout); 'same' pooling: 28, 14, 7, 4, 2, 1. */
  lenet: ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec => ({
    name: 'lenet',
    inputShape,
    layers: [
      ...[32, 64, 128, 128, 256].flatMap((filters, at): LayerSpec[] => [
        { kind: 'conv2d', filters, kernelSize: 3, padding: 'same', activation: 'relu' },
        { kind: 'max-pooling2d', padding: 'same' },
        { kind: 'batch-normalization' },
        { kind: 'dropout', rate: [0.1, 0.1, 0.15, 0.2, 0.25][at] },
      ]),
      { kind: 'flatten' },
      { kind: 'dense', units: 120, activation: 'relu' },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'dense', units: 84, activation: 'relu' },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'dense', units: classes, activation: 'logSoftmax' },
    ],
  }),
  'cnn-model-5': ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec => ({
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
      { kind: 'dense', units: 512, activation: 'relu', kernelInitializer: 'heNormal' },
      { kind: 'dropout', rate: 0.5 },
      { kind: 'dense', units: classes, activation: 'softmax' },
    ],
  }),
  'cnn-model-4': ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec => ({
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
  /** Cut down to the modules 3a 3b 4a 4b 4c. */
  googlenet: ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec =>
    googlenet(
      classes,
      [
        ['3a', '3b'],
        ['4a', '4b', '4c'],
      ],
      inputShape,
    ),
  'googlenet-full': ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec =>
    googlenet(
      classes,
      [
        ['3a', '3b'],
        ['4a', '4b', '4c', '4d', '4e'],
        ['5a', '5b'],
      ],
      inputShape,
    ),
  resnet9: ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec => resnet9(classes, 32, inputShape),
  'fashion-net': ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec =>
    fashionNet(classes, [32, 64, 128], inputShape),
  'fashion-net-wide': ({ classes = 10, inputShape = IMAGE }: ZooOptions = {}): NetworkSpec =>
    fashionNet(classes, [48, 96, 192], inputShape),
} as const;

export type ZooName = keyof typeof zoo;

const IMAGE: readonly number[] = [28, 28, 1];

/** Beside `classes` and `inputShape`; the first is required. */
const OWN_OPTIONS: Readonly<Partial<Record<ZooName, readonly string[]>>> = {
  mlp: ['hidden', 'activation', 'l2', 'dropout', 'initializer'] satisfies (keyof MlpOptions)[],
  convnet: [
    'filters',
    'kernelSize',
    'padding',
    'strides',
    'poolSize',
    'poolPadding',
    'poolings',
    'batchNormalization',
    'dropout',
    'noise',
    'dense',
    'denseL2',
    'convL2',
  ] satisfies (keyof ConvnetOptions)[],
};
const LISTS: readonly string[] = ['hidden', 'filters', 'dense', 'inputShape'];

/**
 * Builds a network of the zoo from its plain JSON.
 *
 * @throws SelvedgeError `not-found` for a name that the zoo does not have, `invalid-argument` for an option
 */
export function fromZoo({ zoo: name, ...options }: ZooSpec): NetworkSpec {
  if (!Object.hasOwn(zoo, name)) throw unknownName(String(name));
  onlyFields(`zoo ${name}`, options, ['classes', 'inputShape', ...(OWN_OPTIONS[name] ?? [])]);
  for (const list of LISTS) {
    const value = (options as Readonly<Record<string, unknown>>)[list];
    const isRequired = OWN_OPTIONS[name]?.[0] === list;
    if ((value === undefined && !isRequired) || Array.isArray(value)) continue;
    throw new SelvedgeError(
      'invalid-argument',
      `zoo ${name}: ${list} is ${shown(value)}; need a list of whole numbers.`,
    );
  }
  return (zoo[name] as (given: object) => NetworkSpec)(options);
}

function unknownName(name: string): SelvedgeError {
  const known = Object.keys(zoo);
  const near = didYouMean(name, known);
  return new SelvedgeError(
    'not-found',
    `zoo: there is no network '${name}'; ${near ? `did you mean '${near}'?` : `it has ${known.join(', ')}.`}`,
  );
}
