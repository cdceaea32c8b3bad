import { createRng, type Rng } from '@selvedge/data';
import type { Network, ParameterSlot } from '../declaration/network.js';
import { initializers } from './initializers.js';

/**
 * Fresh parameters for a network, in the canonical order. Each tensor has a stream of its own, named after its slot:
 * changing one layer leaves the others' start values as they were.
 *
 * @param given - tensors that are not drawn, by slot name
 */
export function initialParameters(
  network: Network,
  seed: number,
  given: Readonly<Record<string, Float32Array>> = {},
): Float32Array {
  const values = new Float32Array(network.parameterCount);
  const rng = createRng(seed).fork('initial parameters');
  for (const slot of network.parameters) {
    if (given[slot.name]) values.set(given[slot.name], slot.offset);
    else fillInitial(values.subarray(slot.offset, slot.offset + slot.size), slot, rng.fork(slot.name));
  }
  return values;
}

/** Moving means of 0 and variances of 1, in the canonical order. */
export function initialState(network: Network): Float32Array {
  const values = new Float32Array(network.stateCount);
  for (const slot of network.state) {
    if (slot.role === 'moving-variance') values.fill(1, slot.offset, slot.offset + slot.size);
  }
  return values;
}

/** Fills one tensor. */
export function fillInitial(
  out: Float32Array,
  {
    initializer,
    shape,
    kerasShape,
    fans: [fanIn, fanOut],
    pytorchFanIn = fanIn,
  }: Pick<ParameterSlot, 'initializer' | 'shape' | 'kerasShape' | 'fans' | 'pytorchFanIn'>,
  rng: Rng,
): void {
  const params = initializers.checked(initializer);
  initializers
    .definitionOf(params.kind)
    .fill(out, params, { shape, ...(kerasShape && { kerasShape }), fanIn, fanOut, pytorchFanIn, rng });
}
