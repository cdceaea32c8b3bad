import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const readFrom = (folder: string, name: string): Promise<Uint8Array> => readFile(join(folder, name));

/** Makes the folder when it is not there. */
export async function writeInto(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}
