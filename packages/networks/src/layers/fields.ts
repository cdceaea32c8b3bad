import { count, wholeNumber } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { activations } from '../activations/activations.js';
import { initializers } from '../initializers/initializers.js';
import type { ActivationFunctionSpec, InitializerSpec } from '../specs.generated.js';
import { regularizer } from './regularizer.js';

/** The largest size of one axis: beyond it a declaration is a slip, and sums of products leave the whole numbers. */
export const LARGEST_AXIS: number = 2 ** 20;

/** A layer's name; `input` is the network's input. */
const LAYER_NAME = /^(?!input$)[A-Za-z0-9_.-]{1,100}$/;

/** Less vanishes beside a variance, and its root's inverse leaves float32 where a channel never varies. */
const LEAST_EPSILON = 1e-12;

export const size: z.ZodInt = count(LARGEST_AXIS);
const side = wholeNumber(LARGEST_AXIS);

/** One number for both axes, or [rows, columns]. */
export type PairField = z.ZodType<number | readonly [number, number]>;
export const pair: PairField = z.union([size, z.tuple([size, size])]) as unknown as PairField;

const two = z.tuple([side, side]);
type Two = readonly [number, number];
export const sides: z.ZodType<number | Two | readonly [Two, Two]> = z.union([
  side,
  two,
  z.tuple([two, two]),
]) as unknown as z.ZodType<number | Two | readonly [Two, Two]>;

/** What every layer has. */
export const base: {
  readonly name: z.ZodType<string>;
  readonly inputs: z.ZodType<readonly string[]>;
  readonly trainable: z.ZodType<boolean>;
} = {
  name: z
    .string()
    .regex(LAYER_NAME, "a name of letters, digits, '_', '.' and '-', other than 'input'")
    .exactOptional()
    .describe("Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on."),
  inputs: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .describe(
      "Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before.",
    ),
  trainable: z
    .boolean()
    .default(true)
    .describe('False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.'),
};

const initializer = (name: string): z.ZodType<InitializerSpec> =>
  (initializers.shorthand as unknown as z.ZodType<InitializerSpec>).default(name as InitializerSpec);

/** What layers with a kernel have. */
export const withKernel: {
  readonly activation: z.ZodType<ActivationFunctionSpec>;
  readonly useBias: z.ZodType<boolean>;
  readonly kernelInitializer: z.ZodType<InitializerSpec>;
  readonly biasInitializer: z.ZodType<InitializerSpec>;
  readonly kernelRegularizer: typeof regularizer.schema;
} = {
  activation: (activations.shorthand as unknown as z.ZodType<ActivationFunctionSpec>)
    .default('linear')
    .describe('The function that the output goes through.'),
  useBias: z.boolean().default(true).describe('Whether a number is learned that is added to each output.'),
  kernelInitializer: initializer('glorot-uniform').describe('What the kernel is filled with before training.'),
  biasInitializer: initializer('zeros').describe('What the bias is filled with before training.'),
  kernelRegularizer: regularizer.schema.exactOptional().describe('Penalty on the kernel, added to the loss.'),
};

export const padding: z.ZodType<'valid' | 'same'> = z
  .enum(['valid', 'same'])
  .default('valid')
  .describe('`valid`: none. `same`: as much as makes the output ceil(input / stride) long, the odd one at the end.');

/** How numbers between places are made. */
export const interpolation: z.ZodEnum<{ bilinear: 'bilinear'; nearest: 'nearest' }> = z
  .enum(['bilinear', 'nearest'])
  .describe(
    '`bilinear`: of the two nearest places of each axis, by their distance. `nearest`: that of the nearest place.',
  );

/** What convolutions have. */
export const window: {
  readonly kernelSize: PairField;
  readonly strides: PairField;
  readonly padding: typeof padding;
} = {
  kernelSize: pair.describe('Rows and columns of the kernel: one number for both, or [rows, columns].'),
  strides: (pair as z.ZodType<number | readonly [number, number]>)
    .default(1)
    .describe('Steps of the window: one number for both axes, or [rows, columns].'),
  padding,
};

/** What pooling layers have. */
export const pool: {
  readonly poolSize: PairField;
  readonly strides: PairField;
  readonly padding: typeof padding;
} = {
  poolSize: pair.default(2).describe('Rows and columns of the window: one number for both, or [rows, columns].'),
  strides: pair.exactOptional().describe('Steps of the window. Without it the pool size.'),
  padding,
};

/** What normalizations have. */
export const affine: {
  readonly epsilon: z.ZodType<number>;
  readonly center: z.ZodType<boolean>;
  readonly scale: z.ZodType<boolean>;
} = {
  epsilon: z.number().min(LEAST_EPSILON).default(1e-3).describe('Added to the variance.'),
  center: z.boolean().default(true).describe('Whether a shift (beta) is learned.'),
  scale: z.boolean().default(true).describe('Whether a scale (gamma) is learned.'),
};

export const gammaInitializer: z.ZodType<InitializerSpec> = initializer('ones').describe(
  'What the scale is filled with before training.',
);
export const betaInitializer: z.ZodType<InitializerSpec> = initializer('zeros').describe(
  'What the shift is filled with before training.',
);
