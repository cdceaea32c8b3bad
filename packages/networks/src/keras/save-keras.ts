import { SelvedgeError } from '@selvedge/data';
import { writeKerasFile } from '#folder';
import type { Network } from '../declaration/network.js';
import type { Weights } from '../engine/weights.js';
import { layers } from '../layers/layers.js';
import { exportKeras } from './export-keras.js';
import type { KerasGroup } from './hdf5.js';
import { kerasOrder } from './keras-order.js';
import { checkedWeights, saveLayersModel, tensorsOf } from './layers-model.js';

/** A network with its weights; a `FittedNeural` is one. */
export interface KerasExportable {
  readonly network: Network;
  readonly weights: Weights;
}

/**
 * Writes a network with its weights: to a path that ends in `.keras` as a file that `keras.models.load_model` of Keras 3
 * reads (needs the optional peer `h5wasm`), else as a folder that `tf.loadLayersModel` reads.
 *
 * Predictions are equal. A network that was trained on logits ends in a softmax in the file. Optimizer state, the loss
 * and the history are left out: Keras loads a model that is not compiled.
 *
 * @throws SelvedgeError `unsupported` naming the layer and what the reader lacks, or for `.h5`; `shape-mismatch` when the
 * weights do not fit the network; `io`
 */
export async function saveKeras(model: KerasExportable, path: string): Promise<void> {
  if (/\.(h5|hdf5)$/i.test(path)) {
    throw new SelvedgeError(
      'unsupported',
      `saveKeras: ${path} asks for HDF5, the former format of Keras; write a path that ends in .keras, or a folder for tf.layers.`,
    );
  }
  if (!/\.keras$/i.test(path)) return saveLayersModel(model, path);
  const { network } = model;
  checkedWeights('saveKeras', model);
  const topology = exportKeras(network);
  try {
    await writeKerasFile(path, { topology, groups: groupsOf(model) });
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    throw new SelvedgeError('io', `saveKeras ${path}: could not be written (${String(cause)}).`, { cause });
  }
}

function groupsOf({ network, weights }: KerasExportable): KerasGroup[] {
  const tensors = tensorsOf(network, weights);
  const counts = new Map<string, number>();
  return kerasOrder(network).flatMap(({ name, spec }) => {
    const own = tensors.filter(({ layer }) => layer === name);
    if (own.length === 0) return [];
    const stem = toSnakeCase(layers.definitionOf(spec.kind).className);
    const before = counts.get(stem) ?? 0;
    counts.set(stem, before + 1);
    return [{ group: before === 0 ? stem : `${stem}_${before}`, name, tensors: own }];
  });
}

/** As Keras spells classes in paths: `DepthwiseConv2D` is `depthwise_conv2d`. */
const toSnakeCase = (className: string): string =>
  className
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
