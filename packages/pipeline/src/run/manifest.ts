import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { readBytes, sha256, writeWhole } from '@selvedge/files';
import { ifThere } from '@selvedge/files/steps';
import { canonicalJson } from '@selvedge/workflow/folders';

/** Digests of all files of a finished run, and of itself. Plain JSON. */
export interface Manifest {
  readonly format: 1;
  /** By path in the run's folder, with forward slashes. */
  readonly files: Readonly<Record<string, string>>;
  /** SHA-256 of the list. */
  readonly digest: string;
}

export const MANIFEST_FILE = 'manifest.json';

/** What `runs verify` found. Plain JSON. */
export interface VerifiedRun {
  readonly checked: number;
  /** Files that are not as the run wrote them. */
  readonly damaged: readonly { readonly file: string; readonly reason: string }[];
  /** Files that the run did not write. */
  readonly added: readonly string[];
}

/** @throws SelvedgeError `corrupt-file` for a manifest that was changed; undefined where there is none (earlier releases) */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, MANIFEST_FILE);
  const text = await ifThere(path, readFile(path, 'utf8'));
  if (text === undefined) return undefined;
  try {
    const { format, files, digest } = JSON.parse(text) as Manifest;
    if (format === 1 && digest === digestOf(files)) return { format, files, digest };
  } catch {
    // The same answer.
  }
  throw damaged(path);
}

/**
 * Lists every file of a run that has come to its end. What killed processes left half written goes: the run is locked.
 *
 * @param written - digests of files as they were written: what has become of one since is damage, and is not read here
 */
export async function writeManifest(folder: string, written: ReadonlyMap<string, string> = new Map()): Promise<void> {
  await removeParts(folder);
  const files: Record<string, string> = {};
  for (const name of await filesIn(folder)) files[name] = written.get(name) ?? (await digestOfFile(folder, name));
  await write(folder, files);
}

/** After some files were written again. The others keep their digests: damage stays damage. */
export async function updateManifest(folder: string, names: readonly string[]): Promise<void> {
  const manifest = await readManifest(folder);
  if (!manifest) return;
  const files = { ...manifest.files };
  for (const name of names) files[name] = await digestOfFile(folder, name);
  await write(folder, files);
}

/**
 * Reads every file of a run and compares it with the manifest.
 *
 * @throws SelvedgeError `not-found` for a run without a manifest, `corrupt-file` for a changed manifest
 */
export async function verifyRun(folder: string): Promise<VerifiedRun> {
  const manifest = await readManifest(folder);
  if (!manifest) {
    throw new SelvedgeError(
      'not-found',
      `${folder} has no ${MANIFEST_FILE}: the run did not finish, or is of an earlier release; there is nothing to compare with.`,
    );
  }
  const wanted = Object.entries(manifest.files);
  const found: { file: string; reason: string }[] = [];
  for (const [file, digest] of wanted) {
    const bytes = await readBytes(join(folder, file)).catch(() => undefined);
    if (bytes === undefined) found.push({ file, reason: 'it is missing or cannot be read' });
    else if (sha256(bytes) !== digest) found.push({ file, reason: 'it is not what was written (SHA-256 differs)' });
  }
  const added = (await filesIn(folder)).filter((name) => !Object.hasOwn(manifest.files, name));
  return { checked: wanted.length, damaged: found, added };
}

export const damaged = (path: string): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path} is not what the run wrote (SHA-256 differs). Run it again, or read it with --no-verify if you edited it.`,
  );

const write = (folder: string, files: Manifest['files']): Promise<void> =>
  writeWhole(
    join(folder, MANIFEST_FILE),
    `${JSON.stringify({ format: 1, files, digest: digestOf(files) }, null, 2)}\n`,
  );

const digestOfFile = async (folder: string, name: string): Promise<string> =>
  sha256(await readBytes(join(folder, name)));

const digestOf = (files: Manifest['files']): string => sha256('selvedge manifest 1\n', canonicalJson(files));

async function removeParts(folder: string): Promise<void> {
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (item.isFile() && item.name.endsWith('.part')) await rm(join(item.parentPath, item.name), { force: true });
  }
}

/** What grows after the end: marks of the process, and what one in the background writes. */
const APART: readonly string[] = [MANIFEST_FILE, 'lock', 'detached.jsonl', 'detached.log'];

async function filesIn(folder: string, below = ''): Promise<readonly string[]> {
  const found: string[] = [];
  for (const item of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? item.name : `${below}/${item.name}`;
    if (item.isDirectory()) found.push(...(await filesIn(folder, name)));
    else if (item.isFile() && !APART.includes(name) && !name.endsWith('.part')) found.push(name);
  }
  return found.sort();
}
