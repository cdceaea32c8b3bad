import type { Rng } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';

export function fillWith(out: Float32Array, draw: () => number): void {
  for (let i = 0; i < out.length; i++) out[i] = draw();
}

export function uniform(out: Float32Array, limit: number, rng: Rng): void {
  for (let i = 0; i < out.length; i++) out[i] = limit * (2 * rng.uniform() - 1);
}

/** The deviation of standard normal numbers that are cut at 2. */
export const LEFT_BY_CUT = 0.87962566103423978;

/** Normal numbers within two deviations, widened so that the wanted deviation remains after the cut (Keras's factor). */
export function truncatedNormal(out: Float32Array, deviation: number, rng: Rng): void {
  const scale = deviation / LEFT_BY_CUT;
  for (let i = 0; i < out.length; i++) {
    let z = rng.normal();
    while (Math.abs(z) > 2) z = rng.normal();
    out[i] = scale * z;
  }
}

/** Passes its input on: the middle of the window from channel i to filter i, 0 elsewhere. */
export function identityOf(out: Float32Array, shape: readonly number[], kerasShape?: readonly number[]): void {
  out.fill(0);
  const [inputs, filters] = shape.slice(-2);
  const window = shape.slice(0, -2);
  const middle = window.reduce((at, size) => at * size + Math.floor(size / 2), 0);
  const start = window.length === 0 ? 0 : middle * numbersIn([inputs, filters]);
  // A depthwise kernel has one input; channel i becomes the first of its own filters.
  if (kerasShape) for (let i = 0; i < filters; i += kerasShape[3]) out[start + i] = 1;
  else for (let i = 0; i < Math.min(inputs, filters); i++) out[start + i * filters + i] = 1;
}
