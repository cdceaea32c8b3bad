import { SelvedgeError } from '@selvedge/data';
import type { Hdf5Group, WritableGroup } from './hdf5.js';

/** The part of h5wasm that is used. */
export interface Hdf5 {
  readonly ready: Promise<unknown>;
  readonly File: new (path: string, mode: 'r' | 'w') => Hdf5Group & WritableGroup & { close(): void };
}

/** @throws SelvedgeError `unsupported` when the optional peer is not installed */
export async function hdf5(use: string): Promise<Hdf5> {
  let library: Hdf5;
  try {
    library = (await import('h5wasm/node')) as unknown as Hdf5;
  } catch (cause) {
    throw new SelvedgeError('unsupported', `${use} HDF5 and is not installed; run npm install h5wasm.`, { cause });
  }
  await library.ready;
  return library;
}
