// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { Network, NetworkNode, ParameterSlot } from '@selvedge/networks/types';
import { padded } from '../graph/layout.js';
import type { NodeOf } from '../lower/node-of.js';
import { type Storage, standardStorage } from '../parameter-storage.js';
import { canPassBack } from './pooling-pass.js';

/** Which nodes use the runtime's blocked operators, and how. A function of the network alone, whatever the batch. */
export interface BlockedPlan {
  /** Channels per block: 16 with AVX-512, else 8. */
  readonly block: number;
  /**
   * Convolutions on blocked memory. `direct` ones read the network's few input channels unblocked, and pass no
   * gradient on.
   */
  readonly convolutions: ReadonlyMap<number, 'blocked' | 'direct'>;
  /** relu nodes that the node before computes, and those nodes. */
  readonly fusedRelus: ReadonlySet<number>;
  readonly endInRelu: ReadonlySet<number>;
  /** Max pooling on blocked memory: in 2 x 2 windows side by side, which is the fast case, or in any others. */
  readonly poolings: ReadonlyMap<number, 'paired' | 'overlapping'>;
  /** relu nodes in front of such a pooling, which cuts off their gradient at its own size. */
  readonly pooledRelus: ReadonlySet<number>;
  /**
   * Nodes that make one row of an image in the order of its blocks, and the dense nodes behind them, whose kernels have
   * their rows in that order: with the image's shape.
   */
  readonly flattened: ReadonlyMap<number, Shape>;
}

type Shape = readonly number[];

export function planBlocked(network: Network, block: number): BlockedPlan {
  const { nodes } = network;
  const convolutions = new Map<number, 'blocked' | 'direct'>();
  const blocked: boolean[] = []; // nodes whose output lies in blocks
  const fusedRelus = new Set<number>();
  const endInRelu = new Set<number>();
  const poolings = new Map<number, 'paired' | 'overlapping'>();
  const pooledRelus = new Set<number>();
  const afterRelu: boolean[] = []; // nodes whose outputs are 0 or more, and pass no gradient on where they are 0
  const flattened = new Map<number, Shape>();
  const readersOf = (node: NetworkNode): NetworkNode[] => nodes.filter(({ inputs }) => inputs.includes(node.index));

  for (const node of nodes) {
    const { operation, inputs, index } = node;
    const from = inputs.map((input) => blocked[input]);
    if (operation.kind === 'conv2d') {
      const way = wayOf(node as NodeOf<'conv2d'>, network, block);
      if (way !== undefined) convolutions.set(index, way);
      blocked.push(way !== undefined);
    } else if (operation.kind === 'batch-normalization' || operation.kind === 'dropout') {
      blocked.push(from[0]);
    } else if (operation.kind === 'max-pooling2d') {
      const way = from[0] ? poolingOf(node as NodeOf<'max-pooling2d'>, afterRelu[inputs[0]]) : undefined;
      if (way !== undefined) poolings.set(index, way);
      blocked.push(way !== undefined);
    } else if (operation.kind === 'activation' && operation.activation.kind === 'relu') {
      blocked.push(from[0]);
      const [before] = inputs.map((input) => nodes[input]);
      const fusible = convolutions.has(before.index) || before.operation.kind === 'batch-normalization';
      if (from[0] && fusible && readersOf(before).length === 1) {
        fusedRelus.add(index);
        endInRelu.add(before.index);
      }
      const readers = readersOf(node);
      const pooled = readers.length === 1 && readers[0].operation.kind === 'max-pooling2d';
      if (from[0] && pooled && poolingOf(readers[0] as NodeOf<'max-pooling2d'>, true)) pooledRelus.add(index);
    } else if (operation.kind === 'concatenate') {
      blocked.push(joinsInBlocks(node, block) && from.every(Boolean));
    } else {
      blocked.push(false);
      const [shape] = node.inputShapes;
      const readers = readersOf(node);
      const isFlat = operation.kind === 'reshape' && node.outputShape.length === 1 && shape[2] % block === 0;
      if (from[0] && isFlat && readers.length === 1 && readers[0].operation.kind === 'dense') {
        flattened.set(index, shape);
        flattened.set(readers[0].index, shape);
      }
    }
    const isRelu = operation.kind === 'activation' && operation.activation.kind === 'relu';
    afterRelu.push(isRelu || (KEEP_RELU.has(operation.kind) && inputs.every((input) => afterRelu[input])));
  }
  return { block, convolutions, fusedRelus, endInRelu, poolings, pooledRelus, flattened };
}

/** Operations behind which zeros stay zeros, and get no gradient that matters, if they do so in front. */
const KEEP_RELU: ReadonlySet<string> = new Set(['max-pooling2d', 'concatenate', 'dropout', 'spatial-dropout2d']);

/**
 * Behind relu padding may be anywhere, because there a window's maximum is never less than the 0 of its padding, and no
 * gradient flows where it is 0.
 */
function poolingOf(node: NodeOf<'max-pooling2d'>, afterRelu: boolean): 'paired' | 'overlapping' | undefined {
  const { poolSize, strides, pads } = node.operation;
  if (!afterRelu && pads.some((pad) => pad > 0)) return undefined;
  if ([...poolSize, ...strides].every((size) => size === 2)) return 'paired';
  return Math.max(...poolSize) <= LARGEST_WINDOW && canPassBack(node) ? 'overlapping' : undefined;
}

/** Each place of a window costs several passes over the image. */
const LARGEST_WINDOW = 4;

/** Whether the parts of a concatenation fill whole blocks, so that they lie one after the other in blocks, too. */
export const joinsInBlocks = ({ inputShapes }: NetworkNode, block: number): boolean =>
  inputShapes.every((shape) => shape.length === 3 && shape[2] % block === 0);

function wayOf(node: NodeOf<'conv2d'>, network: Network, block: number): 'blocked' | 'direct' | undefined {
  const { filters, kernelSize, strides, pads, groups } = node.operation;
  const [[, , channels]] = node.inputShapes;
  const [rows, columns] = kernelSize;
  const fits = pads[0] < rows && pads[1] < rows && pads[2] < columns && pads[3] < columns; // for the input's gradient
  // Padding fewer channels to a whole block costs more than the blocks gain.
  if (groups !== 1 || strides[0] !== 1 || strides[1] !== 1 || !fits || filters < block / 2) return undefined;
  if (channels < block && !learnsBefore(network, node)) return 'direct';
  return channels < block / 2 ? undefined : 'blocked';
}

function learnsBefore({ nodes }: Network, node: NetworkNode): boolean {
  return node.inputs.some((input) => {
    const before = nodes[input];
    return before.parameters.length > 0 || learnsBefore({ nodes } as Network, before);
  });
}

/**
 * Kernels of blocked convolutions lie as [filters / b, in / b, rows, columns, b in, b filters], of direct ones as
 * [filters / b, in, rows, columns, b filters], padded with zeros; the rows of dense ones behind a flattened image as the
 * image lies in memory; everything else as on the portable path.
 */
export function blockedStorage({
  convolutions,
  flattened,
  block,
}: BlockedPlan): (node: NetworkNode, slot: ParameterSlot) => Storage {
  return (node, slot) => {
    const way = convolutions.get(node.index);
    const image = flattened.get(node.index);
    if (slot.role === 'kernel' && image !== undefined) return rowsInBlocks(slot.shape, image, block);
    if (way === undefined || slot.role !== 'kernel') return standardStorage(node, slot);
    const [rows, columns, channels, filters] = slot.shape;
    const inner = way === 'direct' ? 1 : block;
    const dims = [padded(filters, block), padded(channels, inner), rows, columns];
    const order = new Int32Array(dims[0] * dims[1] * rows * columns);
    let at = 0;
    for (let filterBlock = 0; filterBlock < dims[0]; filterBlock += block) {
      for (let channelBlock = 0; channelBlock < dims[1]; channelBlock += inner) {
        for (let place = 0; place < rows * columns; place++) {
          for (let channel = channelBlock; channel < channelBlock + inner; channel++) {
            for (let filter = filterBlock; filter < filterBlock + block; filter++) {
              const real = channel < channels && filter < filters;
              order[at++] = real ? (place * channels + channel) * filters + filter : -1;
            }
          }
        }
      }
    }
    return { dims, order };
  };
}

/** Rows of a dense kernel [in, units] in the order in which an image's numbers lie in blocks. */
function rowsInBlocks(dims: Shape, [height, width, channels]: Shape, block: number): Storage {
  const [inputs, units] = dims;
  const order = new Int32Array(inputs * units);
  let at = 0;
  for (let first = 0; first < channels; first += block) {
    for (let place = 0; place < height * width; place++) {
      for (let row = place * channels + first; row < place * channels + first + block; row++) {
        for (let unit = 0; unit < units; unit++) order[at++] = row * units + unit;
      }
    }
  }
  return { dims, order };
}
