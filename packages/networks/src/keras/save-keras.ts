import { SelvedgeError } from '@selvedge/data';
import { writeKerasFile } from '#folder';
import type { Network } from '../declaration/network.js';
import type { Weights } from '../engine/weights.js';
import { layers } from '../layers/layers.js';
import { exportKeras } from './export-keras.js';
import type { KerasGroup } from './hdf5.js';
import { kerasOrder } from './keras-order.js';
import { kerasPlaces } from './keras-places.js';
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
  const ordered = kerasOrder(network);
  const places = kerasPlaces(
    ordered.map(({ name, spec }) => ({ name, className: layers.definitionOf(spec.kind).className })),
  );
  return ordered.flatMap(({ name }) => {
    const own = tensors.filter(({ layer }) => layer === name);
    return own.length === 0 ? [] : [{ place: places.get(name) as string, name, tensors: own }];
  });
}
