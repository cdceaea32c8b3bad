import { SelvedgeError } from '@selvedge/data';
import { messageOf, numbersIn, onlyFields } from '@selvedge/data/checks';
import { readKerasFile } from '#folder';
import type { NetworkSpec } from '../declaration/layer-spec.js';
import type { Network, TensorSlot } from '../declaration/network.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { showShape } from '../declaration/shape.js';
import { type KerasFile, type StoredTensor, UnsupportedContent } from './hdf5.js';
import { type ReadKeras, readKeras } from './import-keras.js';
import { kerasPlaces } from './keras-places.js';
import { movingMoments } from './normalization-of-keras.js';

/** A model of Keras as this library has it. */
export interface LoadedKeras {
  readonly declaration: NetworkSpec;
  /** By slot name, as `NeuralExtras.initialWeights` takes them. */
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** Names of layers that do nothing in a prediction (RandomFlip, GaussianDropout ...) and were left out. */
  readonly skipped: readonly string[];
}

/** How a file of Keras is read. */
export interface ReadKerasOptions {
  /** The content, where it has been read already (after a check of its digest, say): the path only names it then. */
  readonly bytes?: Uint8Array;
}

/**
 * Reads a model that Keras saved, `.keras` or `.h5`: its layers and weights. Optimizer state, and what it was compiled
 * with, are left out. Needs the optional peer `h5wasm`.
 *
 * @throws SelvedgeError `unsupported` naming the layer, the argument and its value; `corrupt-file`; `io`
 */
export async function loadKeras(path: string, options: ReadKerasOptions = {}): Promise<LoadedKeras> {
  onlyFields('loadKeras, options', options, ['bytes']);
  const { topology, tensors } = await open(path, options.bytes);
  if (topology === undefined) throw corrupt(path, 'it holds weights alone; read them with loadKerasWeights');
  const { declaration, skipped, ...names } = readKeras(topology, { skipInactive: true });
  return { declaration, weights: weightsOf(path, resolveNetwork(declaration), tensors, names), skipped };
}

/**
 * Reads the weights of a network from `.keras`, `.h5` or `.weights.h5` by the names of its layers.
 *
 * @throws SelvedgeError `corrupt-file` for a layer that is missing or has other shapes; `unsupported` for weights without
 * names; `io`
 */
export async function loadKerasWeights(path: string, network: Network): Promise<LoadedKeras['weights']> {
  return weightsOf(path, network, (await open(path)).tensors);
}

async function open(path: string, bytes?: Uint8Array): Promise<KerasFile> {
  try {
    return withNames(await readKerasFile(path, bytes));
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    if (cause instanceof UnsupportedContent) {
      throw new SelvedgeError('unsupported', `loadKeras ${path}: ${cause.message}.`, { cause });
    }
    const isOfSystem = typeof (cause as { syscall?: unknown }).syscall === 'string';
    // A TypeError or RangeError of a library says nothing to a reader.
    const isRaw = cause instanceof TypeError || cause instanceof RangeError;
    const why = isRaw ? 'it is not as Keras writes such files (damaged?)' : messageOf(cause);
    throw new SelvedgeError(isOfSystem ? 'io' : 'corrupt-file', `loadKeras ${path}: ${why}.`, { cause });
  }
}

/** Layers under their names where an older file has places only. */
function withNames(file: KerasFile): KerasFile {
  const { topology, tensors } = file;
  if (![...tensors.keys()].some((name) => name.startsWith('layers/'))) return file;
  if (topology === undefined) {
    throw new UnsupportedContent(
      'it is of a Keras that wrote weights without names of layers; save the whole model there, or the weights with a newer Keras',
    );
  }
  const layers = topology.config['layers'] as readonly { class_name: string; config: { name: string } }[];
  const places = kerasPlaces(layers.map(({ class_name: className, config: { name } }) => ({ className, name })));
  const named = [...places].map(([name, place]) => [name, tensors.get(place) ?? tensors.get(name) ?? []] as const);
  return { topology, tensors: new Map(named) };
}

function weightsOf(
  path: string,
  network: Network,
  tensors: ReadonlyMap<string, readonly StoredTensor[]>,
  { kerasNames, parts, normalizations }: Partial<Pick<ReadKeras, 'kerasNames' | 'parts' | 'normalizations'>> = {},
): Record<string, Float32Array> {
  const weights: Record<string, Float32Array> = {};
  for (const { name, parameters, state } of network.nodes) {
    const slots: readonly (TensorSlot & { readonly kerasShape?: readonly number[] })[] = [...parameters, ...state];
    if (slots.length === 0) continue;
    const kerasName = kerasNames?.get(name) ?? name;
    const own = tensors.get(kerasName)?.slice(...(parts?.get(name)?.tensors ?? []));
    const stored = normalizations?.has(name)
      ? movingMoments(normalizations.get(name) ?? own ?? [], slots[0].size)
      : own;
    if (stored?.length !== slots.length) {
      throw corrupt(path, `layer '${kerasName}' has ${stored?.length ?? 0} tensors; the network needs ${slots.length}`);
    }
    for (const [at, { name: slot, shape, kerasShape = shape }] of slots.entries()) {
      const { values, shape: found } = stored[at];
      if (showShape(found) !== showShape(kerasShape) || values.length !== numbersIn(found)) {
        throw corrupt(
          path,
          `tensor ${at} of layer '${kerasName}' has shape ${showShape(found)}; the network needs ${showShape(kerasShape)}`,
        );
      }
      weights[slot] = values;
    }
  }
  return weights;
}

const corrupt = (path: string, why: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `loadKeras ${path}: ${why}.`);
