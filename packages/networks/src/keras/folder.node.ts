import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { writeWhole } from '@selvedge/files';
import { unzipSync, zipSync } from 'fflate';
import { type Hdf5Group, type KerasFile, type KerasGroup, tensorsIn, type WritableGroup, writeGroups } from './hdf5.js';
import type { KerasTopology } from './keras-json.js';

export const readFrom = (folder: string, name: string): Promise<Uint8Array> => readFile(join(folder, name));

/** Makes the folder when it is not there. */
export async function writeInto(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeWhole(join(folder, name), content);
}

/** Reads `.keras`, or HDF5 with a model or weights alone. */
export async function readKerasFile(path: string): Promise<KerasFile> {
  const bytes = await readFile(path);
  if (bytes.subarray(1, 4).toString('latin1') === 'HDF') return readHdf5(path);
  const { 'config.json': config, 'model.weights.h5': weights } = unzipSync(bytes);
  if (config === undefined || weights === undefined) throw new Error('it has no config.json or model.weights.h5');
  return besideHdf5(async (file) => {
    await writeFile(file, weights);
    const { tensors } = await readHdf5(file);
    return { topology: JSON.parse(new TextDecoder().decode(config)) as KerasTopology, tensors };
  });
}

/** Writes `.keras`: a zip of the topology, the weights in HDF5 and the version of Keras that wrote such files first. */
export async function writeKerasFile(
  path: string,
  { topology, groups }: { readonly topology: KerasTopology; readonly groups: readonly KerasGroup[] },
): Promise<void> {
  const weights = await besideHdf5(async (name) => {
    const { File } = await hdf5('saveKeras: h5wasm writes');
    const file = new File(name, 'w');
    try {
      writeGroups(file, groups);
    } finally {
      file.close();
    }
    return readFile(name);
  });
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const files = {
    'metadata.json': json({ keras_version: '3.0.0', generated_by: 'selvedge' }),
    'config.json': json(topology),
    'model.weights.h5': Uint8Array.from(weights),
  };
  await writeWhole(path, zipSync(files, { level: 0 })); // weights hardly shrink
}

/** The HDF5 library works on files. */
async function besideHdf5<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-keras-'));
  try {
    return await work(join(folder, 'weights.h5'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readHdf5(path: string): Promise<KerasFile> {
  const { File } = await hdf5('loadKeras: h5wasm reads');
  const file = new File(path, 'r');
  try {
    const config = file.attrs['model_config']?.value;
    return {
      ...(config !== undefined && { topology: JSON.parse(String(config)) as KerasTopology }),
      tensors: tensorsIn(file),
    };
  } finally {
    file.close();
  }
}

interface Hdf5 {
  readonly ready: Promise<unknown>;
  readonly File: new (path: string, mode: 'r' | 'w') => Hdf5Group & WritableGroup & { close(): void };
}

/** @throws SelvedgeError `unsupported` when the optional peer is not installed */
async function hdf5(use: string): Promise<Hdf5> {
  let library: Hdf5;
  try {
    library = (await import('h5wasm/node')) as unknown as Hdf5;
  } catch (cause) {
    throw new SelvedgeError('unsupported', `${use} HDF5 and is not installed; run npm install h5wasm.`, { cause });
  }
  await library.ready;
  return library;
}
