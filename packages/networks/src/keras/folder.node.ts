import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@selvedge/files';

export const readFrom = (folder: string, name: string): Promise<Uint8Array> => readFile(join(folder, name));

/** Makes the folder when it is not there. */
export async function writeInto(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeWhole(join(folder, name), content);
}
