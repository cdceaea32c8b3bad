import { createRng, numbersIn, type Rng, unreachable } from '@selvedge/data';
import type { InitializerSpec } from '../declaration/layer-spec.js';
import type { Network, ParameterSlot } from '../declaration/network.js';
import { orthogonal } from './orthogonal.js';

/**
 * Fresh parameters for a network, in the canonical order. Each tensor has a stream of its own, named after its slot:
 * changing one layer leaves the others' start values as they were.
 */
export function initialParameters(network: Network, seed: number): Float32Array {
  const values = new Float32Array(network.parameterCount);
  const rng = createRng(seed).fork('initial parameters');
  for (const slot of network.parameters) {
    fillInitial(values.subarray(slot.offset, slot.offset + slot.size), slot, rng.fork(slot.name));
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

/**
 * Fills one tensor.
 *
 * @see Glorot & Bengio 2010; He et al. 2015; LeCun et al. 1998; Saxe et al. 2014; the constants are Keras's
 */
export function fillInitial(
  out: Float32Array,
  { initializer, shape, fans: [fanIn, fanOut] }: Pick<ParameterSlot, 'initializer' | 'shape' | 'fans'>,
  rng: Rng,
): void {
  switch (initializer) {
    case 'zeros':
      out.fill(0);
      break;
    case 'ones':
      out.fill(1);
      break;
    case 'glorotUniform':
      uniform(out, Math.sqrt(6 / (fanIn + fanOut)), rng);
      break;
    case 'glorotNormal':
      truncatedNormal(out, Math.sqrt(2 / (fanIn + fanOut)), rng);
      break;
    case 'heUniform':
      uniform(out, Math.sqrt(6 / fanIn), rng);
      break;
    case 'heNormal':
      truncatedNormal(out, Math.sqrt(2 / fanIn), rng);
      break;
    case 'lecunUniform':
      uniform(out, Math.sqrt(3 / fanIn), rng);
      break;
    case 'lecunNormal':
      truncatedNormal(out, Math.sqrt(1 / fanIn), rng);
      break;
    case 'orthogonal':
      orthogonal(out, shape[shape.length - 1], rng);
      break;
    case 'identity':
      identity(out, shape);
      break;
    default:
      fillWithParameters(out, initializer, fanIn, rng);
  }
}

function fillWithParameters(
  out: Float32Array,
  initializer: Exclude<InitializerSpec, string>,
  fanIn: number,
  rng: Rng,
): void {
  switch (initializer.kind) {
    case 'constant':
      out.fill(initializer.value);
      break;
    case 'random-uniform': {
      const { minimum, maximum } = initializer;
      for (let i = 0; i < out.length; i++) out[i] = minimum + (maximum - minimum) * rng.uniform();
      break;
    }
    case 'random-normal': {
      const { mean, standardDeviation } = initializer;
      for (let i = 0; i < out.length; i++) out[i] = mean + standardDeviation * rng.normal();
      break;
    }
    case 'torch-uniform':
      uniform(out, 1 / Math.sqrt(fanIn), rng);
      break;
    default:
      unreachable(initializer);
  }
}

function uniform(out: Float32Array, limit: number, rng: Rng): void {
  for (let i = 0; i < out.length; i++) out[i] = limit * (2 * rng.uniform() - 1);
}

/** Normal numbers within two deviations, widened so that the wanted deviation remains after the cut (Keras's factor). */
function truncatedNormal(out: Float32Array, deviation: number, rng: Rng): void {
  const scale = deviation / 0.87962566103423978;
  for (let i = 0; i < out.length; i++) {
    let z = rng.normal();
    while (Math.abs(z) > 2) z = rng.normal();
    out[i] = scale * z;
  }
}

/** Passes its input on: the middle of the window from channel i to filter i, 0 elsewhere. */
function identity(out: Float32Array, shape: readonly number[]): void {
  out.fill(0);
  const [inputs, filters] = shape.slice(-2);
  const window = shape.slice(0, -2);
  const middle = window.reduce((at, size) => at * size + Math.floor(size / 2), 0);
  const start = window.length === 0 ? 0 : middle * numbersIn([inputs, filters]);
  for (let i = 0; i < Math.min(inputs, filters); i++) out[start + i * filters + i] = 1;
}
