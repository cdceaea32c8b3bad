import type { ActivationFunctionParams, LayerParams } from '../specs.generated.js';

export type {
  ActivationSpec,
  InitializerSpec,
  LayerParams,
  LayerSpec,
  NetworkSpec,
  RegularizerSpec,
} from '../specs.generated.js';

/** The name of a function that a layer's output goes through. */
export type ActivationName = ActivationFunctionParams['kind'];

export type LayerKind = LayerParams['kind'];

/** `valid`: no padding. `same`: as much as makes the output ceil(input / stride) long, the odd one at the end. */
export type Padding = 'valid' | 'same';

/** One number for both axes, or [rows, columns]. */
export type Pair = number | readonly [number, number];
