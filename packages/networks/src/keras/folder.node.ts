import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { writeWhole } from '@selvedge/files';
import { unzipSync } from 'fflate';
import { type Hdf5Group, type KerasFile, tensorsIn } from './hdf5.js';
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
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-keras-'));
  try {
    await writeFile(join(folder, 'weights.h5'), weights);
    const { tensors } = await readHdf5(join(folder, 'weights.h5'));
    return { topology: JSON.parse(new TextDecoder().decode(config)) as KerasTopology, tensors };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readHdf5(path: string): Promise<KerasFile> {
  const { File } = await hdf5();
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
  readonly File: new (path: string, mode: 'r') => Hdf5Group & { close(): void };
}

/** @throws SelvedgeError `unsupported` when the optional peer is not installed */
async function hdf5(): Promise<Hdf5> {
  let library: Hdf5;
  try {
    library = (await import('h5wasm/node')) as unknown as Hdf5;
  } catch (cause) {
    throw new SelvedgeError(
      'unsupported',
      'loadKeras: h5wasm reads HDF5 and is not installed; run npm install h5wasm.',
      { cause },
    );
  }
  await library.ready;
  return library;
}
