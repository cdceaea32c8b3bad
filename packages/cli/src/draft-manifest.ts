import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { ColumnDescription, Manifest, ManifestFile, ReadOptions } from '@selvedge/ingest/types';
import { drafted, draftReading } from './draft-reading.js';

/** Files of a data set that were found, in one folder. */
export interface FoundFiles {
  readonly train: string;
  readonly validation?: string;
  readonly test?: string;
}

/** Where the manifest of a data set lies, and what it says. */
export interface DraftedManifest {
  readonly path: string;
  readonly text: string;
}

/** A file's name that manifests take. */
const PLAIN = /^(?!\.)[^/\\:\0]{1,200}$/;

/**
 * A manifest of files that stay where they are; undefined where none can name them: outside of the project, or with names that
 * are not portable.
 *
 * @param project - the folder whose `datasets` holds manifests
 * @throws SelvedgeError `corrupt-file` where the label is not known
 */
export async function draftManifest(
  name: string,
  files: FoundFiles,
  { columns, reading, project }: { columns?: readonly ColumnDescription[]; reading: ReadOptions; project: string },
): Promise<DraftedManifest | undefined> {
  const parts = Object.entries(files) as [keyof FoundFiles, string][];
  const folder = dirname(files.train);
  const isBeside = parts.every(([, path]) => dirname(path) === folder && PLAIN.test(basename(path)));
  if (!isBeside || leadsOut(project, folder)) return undefined;
  const { labels } = reading;
  const options = columns
    ? drafted(draftReading(files.train, columns, reading), reading)
    : labels === undefined
      ? undefined
      : { labels };
  const { formatOf } = await import('@selvedge/ingest');
  const split = async (path: string): Promise<object> => ({
    format: reading.format ?? formatOf(path),
    data: await described(path),
    ...(options && { options }),
  });
  const path = join(project, 'datasets', `${name}.json`);
  const manifest = {
    name,
    title: basename(files.validation || files.test ? folder : files.train),
    folder: relative(dirname(path), folder).split(sep).join('/') || '.',
    ...(reading.classes && { classes: reading.classes }),
    splits: Object.fromEntries(await Promise.all(parts.map(async ([part, file]) => [part, await split(file)]))),
  } as Manifest;
  return { path, text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}

/** Whether a path is not inside a folder. */
export function leadsOut(folder: string, path: string): boolean {
  const within = relative(folder, path);
  return within === '..' || within.startsWith(`..${sep}`) || within.startsWith(sep) || /^[A-Za-z]:/.test(within);
}

/** A folder of pictures changes with each picture: its digest is that of the rows, which every run notes. */
async function described(path: string): Promise<ManifestFile> {
  const file = basename(path);
  const { size, isDirectory } = await stat(path).then((info) => ({ size: info.size, isDirectory: info.isDirectory() }));
  if (isDirectory) return { file };
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return { file, bytes: size, sha256: hash.digest('hex') };
}
