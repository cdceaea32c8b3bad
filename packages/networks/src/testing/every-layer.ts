import { activations } from '../activations/activations.js';
import type { LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import type { ActivationFunctionSpec } from '../specs.generated.js';

/** A small network around a layer: what every engine must agree on. */
export interface LayerCase {
  readonly name: string;
  readonly spec: NetworkSpec;
  readonly rows: number;
}

const head: LayerSpec[] = [{ kind: 'flatten' }, { kind: 'dense', units: 4, activation: 'softmax' }];
const onImage = (name: string, layers: readonly LayerSpec[], inputShape: readonly number[] = [6, 5, 3]): LayerCase => ({
  name,
  spec: { inputShape, layers: [...layers, ...head] },
  rows: 3,
});
const onRow = (name: string, layers: readonly LayerSpec[]): LayerCase => ({
  name,
  spec: { inputShape: [7], layers: [...layers, { kind: 'dense', units: 4, activation: 'softmax' }] },
  rows: 5,
});
const conv = (more: Partial<Extract<LayerSpec, { kind: 'conv2d' }>> = {}): LayerSpec => ({
  kind: 'conv2d',
  filters: 4,
  kernelSize: 3,
  biasInitializer: { kind: 'random-normal', mean: 0, standardDeviation: 0.1 },
  ...more,
});
/** Behind a dense layer, and between two convolutions whose channels fill no whole block and whose borders are padded. */
const casesOfActivation = (activation: ActivationFunctionSpec): LayerCase[] => [
  onRow(`activation ${nameOf(activation)}`, [{ kind: 'dense', units: 6, activation }]),
  onImage(`activation ${nameOf(activation)} between convolutions`, [
    conv({ padding: 'same', filters: 12 }),
    { kind: 'activation', activation },
    conv({ padding: 'same', filters: 12 }),
  ]),
];
const nameOf = (activation: ActivationFunctionSpec): string =>
  typeof activation === 'string' ? activation : JSON.stringify(activation);
const normal = { kind: 'random-normal', mean: 1, standardDeviation: 0.2 } as const;

/** Cropping and resizing, alone and between trained layers. */
function sizes(): LayerCase[] {
  const layers: readonly LayerSpec[] = [
    { kind: 'cropping2d' },
    {
      kind: 'cropping2d',
      cropping: [
        [0, 2],
        [1, 0],
      ],
    },
    { kind: 'center-crop', height: 3, width: 2 },
    ...(['bilinear', 'nearest'] as const).flatMap((interpolation): LayerSpec[] => [
      { kind: 'resizing', height: 4, width: 7, interpolation },
      { kind: 'resizing', height: 9, width: 2, interpolation },
      { kind: 'up-sampling2d', size: [2, 3], interpolation },
    ]),
  ];
  return layers.flatMap((layer) => {
    const { kind, ...params } = layer;
    const name = `${kind} ${JSON.stringify(params)}`;
    const wide = conv({ padding: 'same', filters: 12 });
    return [onImage(name, [layer]), onImage(`${name} between convolutions`, [wide, layer, wide])];
  });
}

/** Poolings and convolutions between trained layers: windows that leave gaps, touch and overlap, on odd and even sizes. */
function windows(): LayerCase[] {
  const kinds: readonly ((window: Window) => LayerSpec)[] = [
    ({ size, ...rest }) => ({ kind: 'max-pooling2d', poolSize: size, ...rest }),
    ({ size, ...rest }) => ({ kind: 'average-pooling2d', poolSize: size, ...rest }),
    ({ size, ...rest }) => conv({ kernelSize: size, ...rest }),
    ({ size, ...rest }) => ({ kind: 'depthwise-conv2d', kernelSize: size, ...rest }),
  ];
  return [2, 3, [3, 2] as const].flatMap((size) =>
    [1, 2, 3].flatMap((strides) =>
      (['same', 'valid'] as const).flatMap((padding) =>
        kinds.flatMap((layer) =>
          [[7, 3, 2] as const, [4, 5, 2] as const].map((inputShape): LayerCase => {
            const window = layer({ size, strides, padding });
            const name = `${window.kind}, window ${[size].flat().join(' by ')}, strides ${strides}, ${padding}, on ${inputShape[0]} by ${inputShape[1]}`;
            return onImage(name, [conv({ kernelSize: 1 }), window, conv({ kernelSize: 1 })], inputShape);
          }),
        ),
      ),
    ),
  );
}

interface Window {
  readonly size: number | readonly [number, number];
  readonly strides: number;
  readonly padding: 'same' | 'valid';
}

/** Every layer kind with its options, on odd sizes so that padding and strides show. */
export const EVERY_LAYER: readonly LayerCase[] = [
  onRow('dense', [{ kind: 'dense', units: 6, biasInitializer: normal }]),
  onRow('dense without bias', [{ kind: 'dense', units: 6, useBias: false, activation: 'tanh' }]),
  ...activations.definitions.flatMap(({ kind, examples = [] }) =>
    [kind, ...examples].flatMap((each) => casesOfActivation(each as ActivationFunctionSpec)),
  ),
  onRow('activation with alpha', [
    { kind: 'activation', activation: 'leaky-relu', alpha: 0.1 },
    { kind: 'dense', units: 6 },
    { kind: 'activation', activation: 'elu', alpha: 0.5 },
  ]),
  onImage('softmax over channels', [conv(), { kind: 'activation', activation: 'softmax' }]),
  onImage('conv2d valid', [conv({ activation: 'relu' })]),
  onImage('conv2d same', [conv({ padding: 'same' })]),
  onImage('conv2d even kernel, same', [conv({ padding: 'same', kernelSize: [2, 4] })]),
  onImage('conv2d strides, same', [conv({ padding: 'same', strides: 2 })]),
  onImage('conv2d strides, valid, no bias', [conv({ strides: [2, 1], useBias: false })]),
  onImage('conv2d 1x1', [conv({ kernelSize: 1 })]),
  onImage('conv2d 1x1 with strides', [conv({ kernelSize: 1, strides: 2 })]),
  onImage('conv2d 5x5', [conv({ kernelSize: 5, padding: 'same' })]),
  onImage('conv2d two layers', [
    conv({ padding: 'same', activation: 'relu' }),
    conv({ filters: 5, activation: 'tanh' }),
  ]),
  onImage('conv2d groups', [conv({ filters: 6 }), conv({ filters: 4, groups: 2, padding: 'same' })]),
  onImage('depthwise-conv2d', [
    conv(),
    { kind: 'depthwise-conv2d', kernelSize: 3, padding: 'same', depthMultiplier: 2 },
    conv(),
  ]),
  onImage('depthwise-conv2d with strides', [{ kind: 'depthwise-conv2d', kernelSize: 3, strides: 2 }]),
  onImage('max-pooling2d', [conv(), { kind: 'max-pooling2d' }]),
  onImage('pooling alone', [{ kind: 'max-pooling2d' }, { kind: 'average-pooling2d' }]),
  onImage('max-pooling2d same', [conv({ padding: 'same' }), { kind: 'max-pooling2d', padding: 'same' }]),
  onImage('max-pooling2d overlapping', [
    conv({ padding: 'same' }),
    { kind: 'max-pooling2d', poolSize: 3, strides: 1, padding: 'same' },
  ]),
  onImage('max-pooling2d 3 by 2', [
    conv({ padding: 'same' }),
    { kind: 'max-pooling2d', poolSize: 3, strides: 2, padding: 'same' },
  ]),
  onImage('max-pooling2d after relu', [conv({ padding: 'same', activation: 'relu' }), { kind: 'max-pooling2d' }]),
  onImage('average-pooling2d', [conv(), { kind: 'average-pooling2d' }]),
  onImage('average-pooling2d same', [conv(), { kind: 'average-pooling2d', poolSize: 3, strides: 2, padding: 'same' }]),
  ...windows(),
  onImage('global-average-pooling2d', [
    conv(),
    { kind: 'global-average-pooling2d' },
    { kind: 'reshape', targetShape: [4] },
  ]),
  onImage('batch-normalization', [
    conv(),
    { kind: 'batch-normalization', gammaInitializer: normal, betaInitializer: normal },
  ]),
  onImage('batch-normalization after relu, before pooling', [
    conv({ activation: 'relu', padding: 'same' }),
    { kind: 'batch-normalization', momentum: 0.6, gammaInitializer: normal },
    { kind: 'max-pooling2d' },
  ]),
  onImage('batch-normalization without scale', [conv(), { kind: 'batch-normalization', scale: false }]),
  onImage('batch-normalization without shift', [conv(), { kind: 'batch-normalization', center: false }]),
  onImage('batch-normalization frozen', [
    conv(),
    { kind: 'batch-normalization', trainable: false, gammaInitializer: normal },
  ]),
  onRow('batch-normalization of rows', [{ kind: 'dense', units: 6 }, { kind: 'batch-normalization' }]),
  onRow('layer-normalization', [{ kind: 'dense', units: 6 }, { kind: 'layer-normalization' }]),
  onImage('layer-normalization of channels', [conv(), { kind: 'layer-normalization', center: false }]),
  onRow('dropout', [
    { kind: 'dense', units: 8 },
    { kind: 'dropout', rate: 0.4 },
  ]),
  onImage('dropout of an image', [conv({ activation: 'relu' }), { kind: 'dropout', rate: 0.25 }]),
  onImage('spatial-dropout2d', [conv(), { kind: 'spatial-dropout2d', rate: 0.5 }]),
  onImage('gaussian-noise', [conv({ kernelSize: 1 }), { kind: 'gaussian-noise', stddev: 0.3 }, conv()]),
  onImage('reshape', [conv({ padding: 'same' }), { kind: 'reshape', targetShape: [5, -1, 2] }, conv()]),
  ...sizes(),
  onImage('zero-padding2d', [
    conv(),
    {
      kind: 'zero-padding2d',
      padding: [
        [1, 0],
        [2, 1],
      ],
    },
    conv(),
  ]),
  onImage('rescaling', [conv(), { kind: 'rescaling', scale: 0.5, offset: -1 }, conv()]),
  onImage('add', [
    conv({ padding: 'same', name: 'a', activation: 'relu' }),
    conv({ padding: 'same', name: 'b' }),
    { kind: 'add', inputs: ['a', 'b'] },
  ]),
  onImage('add of three, one twice', [
    conv({ padding: 'same', name: 'a' }),
    conv({ padding: 'same', name: 'b' }),
    { kind: 'add', inputs: ['a', 'b', 'a'] },
  ]),
  onImage('multiply', [
    conv({ padding: 'same', filters: 12, name: 'a', activation: 'relu' }),
    conv({ padding: 'same', filters: 12, name: 'b' }),
    { kind: 'multiply', inputs: ['a', 'b', 'a'] },
    conv(),
  ]),
  onImage('multiply of channels by one number each, of places by one each', [
    conv({ padding: 'same', filters: 12, name: 'a' }),
    { kind: 'global-average-pooling2d' },
    { kind: 'reshape', targetShape: [1, 1, 12] },
    conv({ kernelSize: 1, filters: 12, activation: 'sigmoid', name: 'channels' }),
    conv({ kernelSize: 3, filters: 1, padding: 'same', inputs: ['a'], name: 'places' }),
    { kind: 'multiply', inputs: ['channels', 'a', 'places'] },
    conv(),
  ]),
  onRow('multiply of rows, one of one number', [
    { kind: 'dense', units: 6, name: 'a' },
    { kind: 'dense', units: 1, activation: 'sigmoid', name: 'gate' },
    { kind: 'multiply', inputs: ['a', 'gate'] },
  ]),
  onImage('concatenate', [
    conv({ padding: 'same', name: 'a' }),
    conv({ padding: 'same', filters: 2, kernelSize: 1, name: 'b', inputs: ['input'] }),
    { kind: 'max-pooling2d', poolSize: 3, strides: 1, padding: 'same', name: 'c', inputs: ['input'] },
    { kind: 'concatenate', inputs: ['a', 'b', 'c'] },
    conv({ filters: 3 }),
  ]),
  onImage('frozen convolution', [conv({ trainable: false, padding: 'same' }), conv()]),
  {
    name: 'linear head',
    spec: {
      inputShape: [7],
      layers: [
        { kind: 'dense', units: 6, activation: 'relu' },
        { kind: 'dense', units: 4 },
      ],
    },
    rows: 5,
  },
  {
    name: 'log-softmax head',
    spec: { inputShape: [7], layers: [{ kind: 'dense', units: 4, activation: 'log-softmax' }] },
    rows: 5,
  },
  {
    name: 'one row',
    spec: { inputShape: [6, 5, 3], layers: [conv(), { kind: 'batch-normalization' }, ...head] },
    rows: 1,
  },
  {
    name: 'nothing to learn',
    spec: {
      inputShape: [6, 5, 2],
      layers: [{ kind: 'max-pooling2d' }, { kind: 'flatten' }, { kind: 'activation', activation: 'softmax' }],
    },
    rows: 3,
  },
];
