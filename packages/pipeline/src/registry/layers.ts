import { count } from '@selvedge/component';
import type { LayerKind, LayerSpec } from '@selvedge/networks';
import { z } from 'zod';

type Of<Kind extends LayerKind> = Extract<LayerSpec, { readonly kind: Kind }>;

const UNITS = 65_536;
const size = count(4096);
const pair = z.union([size, z.tuple([size, size])]);
const rate = z.number().min(0).lt(1).describe('Share that is dropped in training.');
const weight = z.number().min(0);

export const activationSchema = z.enum([
  'linear',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'tanh',
  'sigmoid',
  'softmax',
  'logSoftmax',
  'swish',
]);

export const initializerSchema = z.union([
  z.enum([
    'zeros',
    'ones',
    'glorotUniform',
    'glorotNormal',
    'heUniform',
    'heNormal',
    'lecunUniform',
    'lecunNormal',
    'orthogonal',
    'identity',
  ]),
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant'), value: z.number() }),
    z.strictObject({ kind: z.literal('random-uniform'), minimum: z.number(), maximum: z.number() }),
    z.strictObject({ kind: z.literal('random-normal'), mean: z.number(), standardDeviation: weight }),
    z.strictObject({ kind: z.literal('torch-uniform') }),
  ]),
]);

const regularizer = z.strictObject({ l1: weight.exactOptional(), l2: weight.exactOptional() });
const padding = z.enum(['valid', 'same']).exactOptional();
const base = {
  name: z.string().min(1).max(80).exactOptional(),
  inputs: z
    .array(z.string().min(1).max(80))
    .min(1)
    .max(100)
    .exactOptional()
    .describe('Layers that this one reads. Default: the one before.'),
  trainable: z.boolean().exactOptional(),
};
const kernel = {
  activation: activationSchema.exactOptional(),
  useBias: z.boolean().exactOptional(),
  kernelInitializer: initializerSchema.exactOptional(),
  biasInitializer: initializerSchema.exactOptional(),
  kernelRegularizer: regularizer.exactOptional(),
};
const strided = { strides: pair.exactOptional(), padding };
const pool = { ...base, poolSize: pair.exactOptional(), ...strided };
const epsilon = z.number().gt(0).exactOptional();
const scaled = { center: z.boolean().exactOptional(), scale: z.boolean().exactOptional() };
const pad = z.int().min(0).max(1024);

/** One schema per kind of layer; the compiler compares each with the type that `@selvedge/neural` declares. */
const schemas = {
  dense: z.strictObject({ kind: z.literal('dense'), units: count(UNITS), ...base, ...kernel }),
  conv2d: z.strictObject({
    kind: z.literal('conv2d'),
    filters: count(UNITS),
    kernelSize: pair,
    ...strided,
    groups: count(UNITS).exactOptional(),
    ...base,
    ...kernel,
  }),
  'depthwise-conv2d': z.strictObject({
    kind: z.literal('depthwise-conv2d'),
    kernelSize: pair,
    ...strided,
    depthMultiplier: count(1024).exactOptional(),
    ...base,
    ...kernel,
  }),
  'max-pooling2d': z.strictObject({ kind: z.literal('max-pooling2d'), ...pool }),
  'average-pooling2d': z.strictObject({ kind: z.literal('average-pooling2d'), ...pool }),
  'global-average-pooling2d': z.strictObject({ kind: z.literal('global-average-pooling2d'), ...base }),
  'batch-normalization': z.strictObject({
    kind: z.literal('batch-normalization'),
    momentum: z.number().min(0).max(1).exactOptional(),
    epsilon,
    ...scaled,
    gammaInitializer: initializerSchema.exactOptional(),
    betaInitializer: initializerSchema.exactOptional(),
    ...base,
  }),
  'layer-normalization': z.strictObject({ kind: z.literal('layer-normalization'), epsilon, ...scaled, ...base }),
  dropout: z.strictObject({ kind: z.literal('dropout'), rate, ...base }),
  'spatial-dropout2d': z.strictObject({ kind: z.literal('spatial-dropout2d'), rate, ...base }),
  'gaussian-noise': z.strictObject({ kind: z.literal('gaussian-noise'), stddev: weight, ...base }),
  activation: z.strictObject({
    kind: z.literal('activation'),
    activation: activationSchema,
    alpha: z.number().exactOptional(),
    ...base,
  }),
  flatten: z.strictObject({ kind: z.literal('flatten'), ...base }),
  reshape: z.strictObject({
    kind: z.literal('reshape'),
    targetShape: z.array(z.int().min(-1).max(1_000_000)).min(1).max(4),
    ...base,
  }),
  add: z.strictObject({ kind: z.literal('add'), ...base }),
  concatenate: z.strictObject({ kind: z.literal('concatenate'), ...base }),
  'zero-padding2d': z.strictObject({
    kind: z.literal('zero-padding2d'),
    padding: z.union([pad, z.tuple([pad, pad]), z.tuple([z.tuple([pad, pad]), z.tuple([pad, pad])])]).exactOptional(),
    ...base,
  }),
  rescaling: z.strictObject({
    kind: z.literal('rescaling'),
    scale: z.number(),
    offset: z.number().exactOptional(),
    ...base,
  }),
} satisfies { readonly [Kind in LayerKind]: z.ZodType<Of<Kind>> };

const [first, ...others] = Object.values(schemas);

/** A layer in Keras's names. */
export const layerSchema = z.discriminatedUnion('kind', [first, ...others]).describe('A layer.');
