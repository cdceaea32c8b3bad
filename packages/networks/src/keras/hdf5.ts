import { messageOf } from '@selvedge/data/checks';
import type { KerasTopology } from './keras-json.js';

/** A tensor as Keras stores it. */
export interface StoredTensor {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** What a file of Keras holds that is read here: optimizer state and what a model was compiled with are left out. */
export interface KerasFile {
  /** Absent in a file of weights alone. */
  readonly topology?: KerasTopology;
  /**
   * By Keras's name of the layer, in its own order: kernel and bias; gamma, beta, moving mean and variance. Older files
   * have no names, and the place instead: see kerasPlaces.
   */
  readonly tensors: ReadonlyMap<string, readonly StoredTensor[]>;
}

/** The part of h5wasm that is used. */
export interface Hdf5Node {
  readonly type: string;
  readonly attrs: Readonly<Record<string, { readonly value: unknown }>>;
}
export interface Hdf5Group extends Hdf5Node {
  keys(): string[];
  get(path: string): Hdf5Node | null;
}
export interface Hdf5Dataset extends Hdf5Node {
  readonly shape: readonly number[] | null;
  readonly value: unknown;
}

/** What one layer keeps. */
export interface KerasGroup {
  /** See kerasPlaces. */
  readonly place: string;
  readonly name: string;
  readonly tensors: readonly StoredTensor[];
}

/** The part of h5wasm that writes. */
export interface WritableGroup {
  create_group(name: string): WritableGroup;
  create_attribute(name: string, value: string): void;
  create_dataset(stated: {
    readonly name: string;
    readonly data: Float32Array;
    readonly shape: readonly number[];
  }): unknown;
}

/** As Keras 3: `layers/conv2d/vars/0`. */
export function writeGroups(root: WritableGroup, groups: readonly KerasGroup[]): void {
  root.create_group('layers');
  for (const { place, name, tensors } of groups) {
    const vars = root.create_group(place).create_group('vars');
    vars.create_attribute('name', name);
    for (const [at, { values, shape }] of tensors.entries()) {
      vars.create_dataset({ name: String(at), data: values, shape });
    }
  }
}

/** What is honest and cannot be read, in place of an `Error` for what is damaged. */
export class UnsupportedContent extends Error {}

const isGroup = (node: Hdf5Node | null): node is Hdf5Group => node?.type === 'Group';

/** Compressed weights are rare, and hardly smaller. */
const NUMBERS_PER_BYTE = 16;

/**
 * Keras 3: `layers/conv2d/vars/0`, where an attribute of `vars` is the layer's name in newer files. Keras 2: lists
 * of names.
 *
 * @param fileBytes - size of the file, which tells damaged sizes of tensors from honest ones
 * @param onTensor - called after each tensor
 */
export function tensorsIn(root: Hdf5Group, fileBytes: number, onTensor: () => void): Map<string, StoredTensor[]> {
  const weights = root.get('model_weights');
  const legacy = isGroup(weights) ? weights : root;
  const found = new Map<string, StoredTensor[]>();
  const layers = root.get('layers');
  const read = (node: Hdf5Node | null): StoredTensor => {
    const tensor = tensorOf(node, NUMBERS_PER_BYTE * fileBytes);
    onTensor();
    return tensor;
  };
  if (isGroup(layers)) collect(layers, 'layers', found, read);
  else for (const name of legacy.keys()) fromNames(legacy, name, found, read);
  return found;
}

type ReadTensor = (node: Hdf5Node | null) => StoredTensor;

function collect(group: Hdf5Group, path: string, found: Map<string, StoredTensor[]>, read: ReadTensor): void {
  for (const key of group.keys()) {
    const child = group.get(key);
    if (!isGroup(child)) continue;
    const vars = child.get('vars');
    const place = `${path}/${key}`;
    if (!isGroup(vars)) collect(child, place, found, read);
    else {
      const name = String(vars.attrs['name']?.value ?? place);
      if (found.has(name))
        throw new Error(`two of its groups, one of them ${place}, say that they are layer '${name}'`);
      const places = vars.keys().sort((a, b) => Number(a) - Number(b));
      found.set(
        name,
        places.map((at) => read(vars.get(at))),
      );
    }
  }
}

function fromNames(weights: Hdf5Group, name: string, found: Map<string, StoredTensor[]>, read: ReadTensor): void {
  const group = weights.get(name);
  if (!isGroup(group)) return;
  const names = (group.attrs['weight_names']?.value ?? []) as readonly string[];
  found.set(
    name,
    [...names].map((path) => read(group.get(path))),
  );
}

function tensorOf(node: Hdf5Node | null, maxNumbers: number): StoredTensor {
  if (node?.type !== 'Dataset') throw new Error('a list of weights names what is not there');
  const stored = node as Hdf5Dataset;
  const shape = stored.shape ?? [];
  const claimed = shape.reduce((product, size) => product * size, 1);
  if (!(claimed <= maxNumbers)) throw new Error(`a tensor claims ${claimed} numbers, more than the file can hold`);
  const value = numbersOf(stored);
  // Counts of rows are 64-bit integers, which h5wasm gives as bigint.
  if (typeof value === 'number' || typeof value === 'bigint') return { values: Float32Array.of(Number(value)), shape };
  if (!ArrayBuffer.isView(value)) throw new Error('a tensor does not hold numbers');
  const isWide = value instanceof BigInt64Array || value instanceof BigUint64Array;
  const values = isWide ? Float32Array.from(value, Number) : new Float32Array(value as unknown as ArrayLike<number>);
  return { values, shape };
}

/** @throws UnsupportedContent for the kinds of numbers that the library does not read */
function numbersOf(stored: Hdf5Dataset): unknown {
  try {
    return stored.value;
  } catch (cause) {
    const [, kind] = /^(\w+) not supported/.exec(messageOf(cause)) ?? [];
    if (kind === undefined) throw cause;
    const advice = 'save the model with floats of 32 bits';
    throw new UnsupportedContent(`it has a tensor of ${kind}, where floats of 32 and 64 bits can be read; ${advice}`);
  }
}
