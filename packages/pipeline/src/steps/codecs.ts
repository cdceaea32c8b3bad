import type { SavedState } from '@selvedge/data';
import type { Codec } from '@selvedge/workflow/types';
import { decodeSealed, encodeSealed } from '../models/sealed-state.js';

/** A result that is plain JSON. */
export function jsonCodec<T>(name: string): Codec<T> {
  return {
    encode: (output) => ({ [name]: new TextEncoder().encode(JSON.stringify(output)) }),
    decode: (files) => JSON.parse(new TextDecoder().decode(files[name])) as T,
  };
}

export const encodeJson = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
export const decodeJson = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

export const encodeState = (state: SavedState): Uint8Array => encodeSealed(state);
export const decodeState = (bytes: Uint8Array, what: string): SavedState => decodeSealed(bytes, what);
