import type { ParameterLayout } from '@selvedge/networks/engine';
import type { Network, ParameterSlot } from '@selvedge/networks/types';
import type { UpdateRule } from './update-rule.js';

/** A kernel as a matrix of [inputs, outputs]. */
export interface KernelMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Where each number, row by row, lies in the engine's array. */
  readonly places: Int32Array;
  /** The learning rate is multiplied with it. */
  readonly rateFactor: number;
}

/** The kernels that muon steps as matrices, by slot name. */
export function matricesOf(
  network: Network,
  layout: ParameterLayout,
  rule: UpdateRule,
): ReadonlyMap<string, KernelMatrix> {
  if (rule.matrices === undefined) return new Map();
  const { head, adjustLearningRate } = rule.matrices;
  const kernels = network.nodes.flatMap(({ operation, parameters }) =>
    parameters
      .filter(({ role }) => role === 'kernel')
      .map((slot) => ({ slot, isGrouped: operation.kind === 'conv2d' && operation.groups > 1 })),
  );
  const last = kernels.at(-1)?.slot;
  const chosen = kernels.filter(({ slot, isGrouped }) => slot.trainable && !isGrouped && (head || slot !== last));
  if (chosen.length === 0) return new Map();
  const places = placesOf(layout, network.parameterCount);
  return new Map(chosen.map(({ slot }) => [slot.name, matrixOf(slot, places, adjustLearningRate)]));
}

function matrixOf(
  { shape, size, offset }: ParameterSlot,
  places: Int32Array,
  adjust: 'match-rms-adamw' | 'original',
): KernelMatrix {
  const columns = shape[shape.length - 1];
  const rows = size / columns;
  return {
    rows,
    columns,
    places: places.slice(offset, offset + size),
    rateFactor:
      adjust === 'original' ? Math.sqrt(Math.max(1, columns / rows)) : 0.2 * Math.sqrt(Math.max(rows, columns)),
  };
}

/** Halves of a place: each fits into the 24 bits that float32 keeps exactly. */
const HALF = 2 ** 16;

/** Per parameter, in the canonical order, where it lies in the engine's array. */
function placesOf(layout: ParameterLayout, count: number): Int32Array {
  const low = layout.toCanonical(Float32Array.from({ length: layout.length }, (_, at) => at % HALF));
  const high = layout.toCanonical(Float32Array.from({ length: layout.length }, (_, at) => Math.floor(at / HALF)));
  return Int32Array.from({ length: count }, (_, at) => high[at] * HALF + low[at]);
}
