import { SelvedgeError } from '@selvedge/data';
import type { Network } from '../declaration/network.js';
import { numbersIn } from '../declaration/shape.js';
import { buildPredictGraph, type Factor } from './predict-graph.js';

/** A trained network as `exportOnnx` needs it; a `FittedNeural` is one. */
export interface ExportableNetwork {
  readonly network: Network;
  /** Learned and tracked numbers, in the order of `network.parameters` and `network.state`. */
  readonly weights: { readonly parameters: Float32Array; readonly state: Float32Array };
  /** Written into the file's metadata. */
  readonly classes?: readonly string[];
}

/** features * scale + offset; each is one number, one per channel (the last axis), or one per number of a row. */
export interface ExportedScaling {
  readonly scale: number | Float32Array;
  readonly offset: number | Float32Array;
}

export interface ExportOnnxOptions {
  /**
   * What the model returns. `probabilities` (default): softmax of the outputs where the network classifies;
   * `outputs`: the numbers before it.
   */
  readonly returns?: 'probabilities' | 'outputs';
  /** Name of the graph's input, [rows, ...input shape] float32; default `features`. */
  readonly inputName?: string;
  /** Name of the graph's output, [rows, outputs] float32; default `probabilities` or `outputs`. */
  readonly outputName?: string;
  /** The scaling that the network was trained behind: puts it into the model, which then takes raw features. */
  readonly preprocessing?: ExportedScaling;
}

/** The operators' version that exported models ask for; ONNX Runtime 1.12 (2022) and later have it. */
export const EXPORTED_OPSET = 17;

/**
 * Writes a trained network as an .onnx file of ONNX's own operators, for any number of rows. Batch normalisation right
 * behind a convolution or dense layer is folded into it; dropout and noise are gone.
 *
 * @returns the bytes of the file; opset 17; metadata `classes` (a JSON list) and `producer`
 * @throws SelvedgeError `shape-mismatch` when weights or preprocessing do not fit the network
 */
export function exportOnnx(model: ExportableNetwork, options: ExportOnnxOptions = {}): Uint8Array {
  const { network, weights, classes } = model;
  const { returns = 'probabilities', inputName = 'features', outputName = returns, preprocessing } = options;
  check('parameters', weights.parameters.length, network.parameterCount);
  check('state', weights.state.length, network.stateCount);
  return buildPredictGraph(network, weights.parameters, weights.state, {
    // A network that ends in logSoftmax classifies as one that ends in softmax does.
    softmax: returns === 'probabilities' && network.head !== 'linear',
    input: inputName,
    output: outputName,
    ...(preprocessing === undefined
      ? {}
      : {
          scale: factor('preprocessing.scale', preprocessing.scale, network.inputShape),
          offset: factor('preprocessing.offset', preprocessing.offset, network.inputShape),
        }),
    metadata: { producer: 'selvedge', ...(classes === undefined ? {} : { classes: JSON.stringify(classes) }) },
  });
}

/** Numbers and the dimensions with which they are spread over [rows, ...input shape]. */
function factor(what: string, value: number | Float32Array, shape: readonly number[]): Factor {
  if (typeof value === 'number') return { values: Float32Array.of(value), dims: [] };
  const size = numbersIn(shape);
  const channels = shape[shape.length - 1];
  if (value.length === size) return { values: value.slice(), dims: shape };
  if (value.length === channels) return { values: value.slice(), dims: [channels] };
  throw new SelvedgeError(
    'shape-mismatch',
    `exportOnnx: ${what} holds ${value.length} numbers; need one, ${channels} (one per channel) or ${size} (one per number of a row).`,
  );
}

function check(what: string, length: number, wanted: number): void {
  if (length === wanted) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `exportOnnx: weights.${what} holds ${length} numbers; this network has ${wanted}. Pass weights and network of one model.`,
  );
}
