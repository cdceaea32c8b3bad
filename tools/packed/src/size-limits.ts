import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a package may weigh with everything that it brings, in MB of files, by its folder. */
export const SIZE_LIMITS: Readonly<Record<string, number>> = {
  data: 1,
  files: 1,
  component: 12,
  evaluate: 2,
  resample: 12, // with classical, whose models its README's example fits
  preprocess: 15,
  mljs: 4,
  classical: 15,
  networks: 10, // with zod, of which its definitions are made, and what reads and writes files of Keras
  workflow: 3,
  images: 25, // libvips for one system
  ingest: 20,
  report: 45,
  pipeline: 75,
  cli: 75,
};

/** Bytes of all files below a folder; a file that several links name counts once. */
export async function bytesBelow(folder: string, seen: Set<number> = new Set()): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesBelow(path, seen);
    else if (entry.isFile()) {
      const { size, ino } = await lstat(path);
      if (seen.has(ino)) continue;
      seen.add(ino);
      bytes += size;
    }
  }
  return bytes;
}
