import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '@selvedge/files';
import { unzipSync, zipSync } from 'fflate';
import { type KerasFile, type KerasGroup, writeGroups } from './hdf5.js';
import { hdf5 } from './hdf5-library.js';
import type { KerasTopology } from './keras-json.js';
import { readHdf5 } from './read-hdf5.node.js';

export const readFrom = (folder: string, name: string): Promise<Uint8Array> => readFile(join(folder, name));

/** Makes the folder when it is not there. */
export async function writeInto(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeWhole(join(folder, name), content);
}

/**
 * Reads `.keras`, or HDF5 with a model or weights alone.
 *
 * @param given - the content, where it has been read already: then the file is not looked at
 */
export async function readKerasFile(path: string, given?: Uint8Array): Promise<KerasFile> {
  const bytes = given ?? (await readFile(path));
  if (Buffer.from(bytes.subarray(1, 4)).toString('latin1') === 'HDF') {
    if (given === undefined) return readHdf5(path);
    return besideHdf5(async (file) => {
      await writeFile(file, bytes);
      return readHdf5(file);
    });
  }
  const { 'config.json': config, 'model.weights.h5': weights } = unzipped(bytes);
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

const MEMBERS = ['config.json', 'model.weights.h5'];
/** Weights hardly shrink, and the topology is small. */
const ALWAYS_UNPACKED = 64 * 1024 * 1024;
const MAX_RATIO = 100;

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> {
  return unzipSync(bytes, {
    filter: ({ name, size, originalSize }) => {
      if (!MEMBERS.includes(name)) return false;
      if (originalSize <= Math.max(ALWAYS_UNPACKED, size * MAX_RATIO)) return true;
      throw new Error(`its member ${name} of ${size} bytes claims to unpack to ${originalSize}`);
    },
  });
}
