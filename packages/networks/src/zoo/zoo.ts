import { didYouMean, onlyFields, SelvedgeError, shown } from '@selvedge/data';
import type { LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import { type ConvnetOptions, convnet } from './convnet.js';
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

/** A network by name, as a pipeline file has it. */
export type ZooSpec =
  | ({ readonly zoo: 'mlp' } & Partial<Pick<MlpOptions, 'classes'>> & Omit<MlpOptions, 'classes'>)
  | ({ readonly zoo: 'convnet' } & Partial<Pick<ConvnetOptions, 'classes'>> & Omit<ConvnetOptions, 'classes'>)
  | ({ readonly zoo: Exclude<ZooName, 'mlp' | 'convnet'> } & ZooOptions);

/** Architectures by name. `mlp` and `convnet` are built from options; the others are fixed but for what they read and answer. */
export const zoo = {
  mlp: (options: Partial<Pick<MlpOptions, 'classes'>> & Omit<MlpOptions, 'classes'>): NetworkSpec =>
    mlp({ classes: 10, ...options }),
  convnet: (options: Partial<Pick<ConvnetOptions, 'classes'>> & Omit<ConvnetOptions, 'classes'>): NetworkSpec =>
    convnet({ classes: 10, inputShape: IMAGE, ...options }),

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
