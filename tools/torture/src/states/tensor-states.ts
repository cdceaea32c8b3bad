import { decodeSafetensors, encodeSafetensors, type SavedState, type Tensor } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { changedJson, type State } from './json-states.js';

const NUMBERS = [0, 1, -1, 2, 255, 65_535, 2 ** 31 - 1, -(2 ** 31), 2 ** 32 - 1, 1e30, 1e300, -1e300, 5e-324];
const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const TYPES = [Uint8Array, Uint16Array, Int32Array, Float32Array, Float64Array] as const;
const VERSIONS = [0, 1, 2, 3, 4, 5, 99];

/** A saved state with each place of its parameters, each version and each tensor changed, written properly again. */
export function* savedStates(bytes: Uint8Array): Generator<State> {
  const saved = decodeSafetensors(bytes);
  const state = (name: string, change: Partial<SavedState>): State => ({
    name,
    make: () => encodeSafetensors({ ...saved, ...change }),
  });
  for (const { name, make } of changedJson(saved.config)) {
    const encoded = (): Uint8Array => encodeSafetensors({ ...saved, config: make() as { [key: string]: Json } });
    yield { name: `parameter ${name}`, make: encoded };
  }
  for (const version of VERSIONS)
    if (version !== saved.version) yield state(`version ${version} in place of ${saved.version}`, { version });
  for (const [name, tensor] of Object.entries(saved.tensors)) {
    const { [name]: _, ...others } = saved.tensors;
    yield state(`tensor ${name}: missing`, { tensors: others });
    for (const { what, changed } of changedTensors(tensor))
      yield state(`tensor ${name}: ${what}`, { tensors: { ...others, [name]: changed } });
    for (const [other, stored] of Object.entries(others))
      yield state(`tensor ${name}: that of ${other}`, { tensors: { ...others, [name]: stored } });
  }
  const extra = { values: Float32Array.of(1), shape: [1] };
  yield state('another tensor', { tensors: { ...saved.tensors, another: extra } });
}

function* changedTensors({ values, shape }: Tensor): Generator<{ readonly what: string; readonly changed: Tensor }> {
  const count = values.length;
  for (const at of new Set([0, 1, Math.floor(count / 2), count - 1])) {
    if (at < 0 || at >= count) continue;
    for (const number of [...NUMBERS, ...NOT_FINITE]) {
      const copy = values.slice();
      copy[at] = number;
      if (!Object.is(copy[at], values[at]))
        yield { what: `[${at}] ${number} in place of ${values[at]}`, changed: { values: copy, shape } };
    }
  }
  yield { what: 'all zero', changed: { values: values.slice().fill(0), shape } };
  yield { what: 'shorter', changed: { values: values.slice(0, -1), shape: [Math.max(0, count - 1)] } };
  yield { what: 'in one axis', changed: { values, shape: [count] } };
  yield { what: 'axes reversed', changed: { values, shape: [...shape].reverse() } };
  yield { what: 'an axis before', changed: { values, shape: [1, ...shape] } };
  yield { what: 'an axis behind', changed: { values, shape: [...shape, 1] } };
  yield { what: 'no rows', changed: { values: values.slice(0, 0), shape: [0, ...shape.slice(1)] } };
  for (const Type of TYPES)
    if (!(values instanceof Type))
      yield { what: `as ${Type.name}`, changed: { values: Type.from(values as ArrayLike<number>), shape } };
}
