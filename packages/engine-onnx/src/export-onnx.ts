import { SelvedgeError } from '@selvedge/data';
import { numbersIn, onlyFields, shown } from '@selvedge/data/checks';
import type { Network } from '@selvedge/networks/types';
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
   * What the model returns. `probabilities`: softmax of the outputs, the default where the network ends in one or was
   * trained by cross-entropy; `outputs`: the numbers before it.
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
 * @throws SelvedgeError `shape-mismatch` when weights or preprocessing do not fit the network, `invalid-argument`
 */
export function exportOnnx(model: ExportableNetwork, options: ExportOnnxOptions = {}): Uint8Array {
  const { network, weights, classes } = model;
  onlyFields('exportOnnx', options, ['returns', 'inputName', 'outputName', 'preprocessing']);
  const { returns = network.head === 'linear' ? 'outputs' : 'probabilities', preprocessing } = options;
  if (returns !== 'probabilities' && returns !== 'outputs') throw bad('returns', returns, 'probabilities or outputs');
  if (returns === 'probabilities' && network.head === 'linear') {
    throw bad('returns', returns, 'outputs, for the network ends in no softmax and was not trained by cross-entropy');
  }
  const { inputName = 'features', outputName = returns } = options;
  checkNames(network, { inputName, outputName });
  checkWeights('parameters', weights.parameters, network.parameterCount);
  checkWeights('state', weights.state, network.stateCount);
  if (classes !== undefined && classes.length !== network.outputs) {
    throw bad('classes', classes, `${network.outputs} names, one per output`);
  }
  return buildPredictGraph(network, weights.parameters, weights.state, {
    // A network that ends in log-softmax classifies as one that ends in softmax does.
    softmax: returns === 'probabilities',
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
  const numbers = typeof value === 'number' ? Float32Array.of(value) : value;
  if (!(numbers instanceof Float32Array) || !numbers.every(Number.isFinite)) {
    throw bad(what, value, 'a finite number or a Float32Array of finite ones');
  }
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

/** Names of values in the graph: the weights have theirs already. */
function checkNames(network: Network, names: Readonly<Record<'inputName' | 'outputName', string>>): void {
  const taken = new Set([...network.parameters, ...network.state].map(({ name }) => name));
  for (const [option, name] of Object.entries(names)) {
    if (typeof name !== 'string' || name === '') throw bad(option, name, 'a name');
    if (taken.has(name)) throw bad(option, name, "another name: that is a weight's");
    taken.add(name);
  }
}

function checkWeights(what: string, values: Float32Array, wanted: number): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw bad(`weights.${what}[${wrong}]`, values[wrong], 'finite numbers');
  const { length } = values;
  if (length === wanted) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `exportOnnx: weights.${what} holds ${length} numbers; this network has ${wanted}. Pass weights and network of one model.`,
  );
}

const bad = (what: string, value: unknown, wanted: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `exportOnnx: ${what} is ${shown(value)}; need ${wanted}.`);
