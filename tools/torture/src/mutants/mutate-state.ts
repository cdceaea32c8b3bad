import { decodeSafetensors, encodeSafetensors, type Rng, type Tensor } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';

const EXTREMES = [0, 1, -1, 255, 65_535, 2 ** 31 - 1, -(2 ** 31), 1e30, Number.NaN, Number.POSITIVE_INFINITY];

const TYPES = [Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array] as const;

/**
 * A saved state with other parameters, shapes, types or numbers, or with tensors in each other's place, written properly
 * again, so that what reads it comes as far as its own checks. Now and then its bytes are changed instead.
 */
export function mutateState(bytes: Uint8Array, rng: Rng): Uint8Array {
  if (rng.int(4) === 0) return mutateBytes(bytes, rng);
  const { format, version, config, tensors } = decodeSafetensors(bytes);
  const names = Object.keys(tensors);
  const changed: Record<string, Tensor> = { ...tensors };
  const name = names[rng.int(Math.max(1, names.length))];
  const which = names.length === 0 ? 0 : rng.int(7);
  if (which >= 2) {
    if (which === 2) delete changed[name];
    else if (which === 3) changed[name] = reshaped(tensors[name], rng);
    else if (which === 4) changed[name] = renumbered(tensors[name], rng);
    else if (which === 5) changed[name] = tensors[names[rng.int(names.length)]];
    else changed[name] = retyped(tensors[name], rng);
  }
  const config2 = which < 2 ? (mutateJson(config, rng) as { [key: string]: Json }) : config;
  return encodeSafetensors({ format, version, config: config2 ?? {}, tensors: changed });
}

function reshaped({ values, shape }: Tensor, rng: Rng): Tensor {
  const length = rng.int(2) === 0 ? Math.max(0, values.length - 1 - rng.int(3)) : values.length;
  const cut = values.slice(0, length);
  return {
    values: cut,
    shape: rng.int(2) === 0 ? [cut.length] : [1, ...(cut.length === values.length ? shape : [cut.length])],
  };
}

function renumbered({ values, shape }: Tensor, rng: Rng): Tensor {
  const copy = values.slice();
  for (let change = 1 + rng.int(4); change > 0 && copy.length > 0; change--) {
    copy[rng.int(copy.length)] = EXTREMES[rng.int(EXTREMES.length)];
  }
  return { values: copy, shape };
}

const retyped = ({ values, shape }: Tensor, rng: Rng): Tensor => ({
  values: TYPES[rng.int(TYPES.length)].from(values as ArrayLike<number>),
  shape,
});
