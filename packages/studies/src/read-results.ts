import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedPeers } from './other-pages.js';
import type { RecordedRow } from './record.js';
import type { RecordedSeeds } from './seeds.js';
import type { Tried } from './tried.js';
import type { RecordedTwins } from './twins.js';

/** What was recorded of the twins in PyTorch. */
export const readTwins = async (file: string): Promise<RecordedTwins> =>
  JSON.parse(await readFile(file, 'utf8')) as RecordedTwins;

/** What scikit-learn makes of the other data. */
export const readPeers = async (file: string): Promise<RecordedPeers> =>
  JSON.parse(await readFile(file, 'utf8')) as RecordedPeers;

/** What was tried on the way to rows of ours. */
export const readTried = async (file: string): Promise<readonly Tried[]> =>
  JSON.parse(await readFile(file, 'utf8')) as readonly Tried[];

/** Every recorded row of a folder, by id, in the order of their names. */
export const readResults = (folder: string): Promise<ReadonlyMap<string, RecordedRow>> => readById(folder);

/** Every row that was run with several seeds, likewise. */
export const readSeeds = (folder: string): Promise<ReadonlyMap<string, RecordedSeeds>> => readById(folder);

async function readById<T extends { readonly id: string }>(folder: string): Promise<ReadonlyMap<string, T>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const rows = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as T),
  );
  return new Map(rows.map((row) => [row.id, row]));
}
