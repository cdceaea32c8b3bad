import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@selvedge/files';

/** What belongs to the rows of a store. Plain JSON. */
export interface AboutStore {
  /** Class numbers, one per row. */
  readonly labels: readonly number[];
  /** What was left out while the rows were made, for the provenance. */
  readonly steps: readonly string[];
  /** Of the rows. */
  readonly bytes: number;
  readonly sha256: string;
}

export const aboutFile = 'about.json';

/** The digest of the text stands before it, on a line of its own. */
export function encodeAbout(about: AboutStore): string {
  const text = JSON.stringify(about);
  return `${sha256(text)}\n${text}\n`;
}

/** Undefined where there is none, or a damaged one. */
export async function readAbout(folder: string): Promise<AboutStore | undefined> {
  const [digest = '', text = ''] = (await readFile(join(folder, aboutFile), 'utf8').catch(() => '')).split('\n');
  return digest === sha256(text) ? (JSON.parse(text) as AboutStore) : undefined;
}
