import { numbersIn } from '@selvedge/data/checks';
import type { ParameterLayout } from '@selvedge/networks/engine';
import type { Network, NetworkNode, ParameterSlot } from '@selvedge/networks/types';

/** How one parameter lies in the engine's array, and the dimensions under which the graph reads it. */
export interface StoredParameter {
  readonly slot: ParameterSlot;
  readonly dims: readonly number[];
  /** Of its first number. */
  readonly start: number;
  readonly length: number;
  /** Per stored number: its place in the canonical tensor, -1 for padding. Absent: the canonical order. */
  readonly order?: Int32Array;
}

/** Dimensions and order of a parameter, whatever its place. */
export type Storage = Pick<StoredParameter, 'dims' | 'order'>;

/** Stretches start at multiples of 64 bytes, which the runtime's kernels like. */
const ALIGNMENT = 16;

export function storeParameters(
  network: Network,
  storageOf: (node: NetworkNode, slot: ParameterSlot) => Storage,
): StoredParameter[] {
  let start = 0;
  return network.nodes.flatMap((node) =>
    node.parameters.map((slot) => {
      const storage = storageOf(node, slot);
      const length = numbersIn(storage.dims);
      const stored = { slot, ...storage, start, length };
      start += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
      return stored;
    }),
  );
}

/** What ONNX's own operators read: convolution kernels [filters, in / groups, rows, columns], all else as declared. */
export function standardStorage(node: NetworkNode, { role, shape }: ParameterSlot): Storage {
  if (node.operation.kind !== 'conv2d' || role !== 'kernel') return { dims: shape };
  const [rows, columns, channels, filters] = shape;
  const order = new Int32Array(rows * columns * channels * filters);
  let at = 0;
  for (let filter = 0; filter < filters; filter++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let place = 0; place < rows * columns; place++) {
        order[at++] = (place * channels + channel) * filters + filter;
      }
    }
  }
  return { dims: [filters, channels, rows, columns], order };
}

/** The layout as trainer and optimiser see it. */
export function parameterLayout(stored: readonly StoredParameter[], canonicalLength: number): ParameterLayout {
  const length = stored.reduce((end, { start, length: own }) => Math.max(end, start + own), 0);
  return {
    length,
    ranges: stored.map(({ start, length: own }) => ({ start, end: start + own })),
    toCanonical(own) {
      const canonical = new Float32Array(canonicalLength);
      for (const each of stored) readStored(each, own, canonical);
      return canonical;
    },
    fromCanonical(canonical, own) {
      own.fill(0);
      for (const each of stored) writeStored(each, canonical, own);
    },
  };
}

function readStored({ slot, start, length, order }: StoredParameter, own: Float32Array, canonical: Float32Array): void {
  if (order === undefined) {
    canonical.set(own.subarray(start, start + length), slot.offset);
    return;
  }
  for (let at = 0; at < length; at++) if (order[at] >= 0) canonical[slot.offset + order[at]] = own[start + at];
}

function writeStored(
  { slot, start, length, order }: StoredParameter,
  canonical: Float32Array,
  own: Float32Array,
): void {
  if (order === undefined) {
    own.set(canonical.subarray(slot.offset, slot.offset + length), start);
    return;
  }
  for (let at = 0; at < length; at++) if (order[at] >= 0) own[start + at] = canonical[slot.offset + order[at]];
}
