import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { ifThere } from '@selvedge/files/steps';
import { FOLDER_FILE } from '../png/png-folder-sink.js';
import { decodeMetadata } from '../table/metadata.js';

/** What `dataset.json` of a folder says that we wrote; undefined for a folder that somebody else made. */
export async function folderFile(path: string): Promise<ReturnType<typeof decodeMetadata> | undefined> {
  const file = join(path, FOLDER_FILE);
  const text = await ifThere(file, readFile(file, 'utf8'));
  if (text === undefined) return undefined;
  try {
    const { name, shape, classes, provenance } = JSON.parse(text) as Record<string, unknown>;
    const fields = Object.entries({ shape, classes, provenance }).filter(([, value]) => value !== undefined);
    const metadata = new Map(fields.map(([key, value]) => [`selvedge.${key}`, JSON.stringify(value)]));
    return decodeMetadata(file, typeof name === 'string' ? metadata.set('selvedge.name', name) : metadata);
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    throw new SelvedgeError(
      'corrupt-file',
      `${file}: not the JSON that Selvedge writes. Remove it to read the folders alone.`,
      { cause },
    );
  }
}
