import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@selvedge/files';

/** Names of pieces of code and their digests. */
export type CodeVersions = Readonly<Record<string, string>>;

// eslint-disable-next-line selvedge/no-shared-state -- of code that is loaded already: what stands in a file meanwhile is not what runs
const known = new Map<string, string>();

/**
 * Digests of code: of the files themselves, not a version number, so that a cache never outlives an edit. Each folder is
 * read once in a process.
 *
 * @param folders - by the name that the key of a step and `selvedge why` have for them
 */
export function codeVersions(folders: Readonly<Record<string, string>>): CodeVersions {
  return Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, versionOf(folder)]));
}

function versionOf(folder: string): string {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const version = digestOfFolder(folder).slice(0, 16);
  known.set(folder, version);
  return version;
}

function digestOfFolder(folder: string): string {
  const files = codeFiles(folder).sort();
  if (files.length === 0) throw new Error(`internal: no code in ${folder}; build the packages first`);
  return sha256(...files.flatMap((file) => [`${file.slice(folder.length)}\n`, readFileSync(file)]));
}

const CODE = /(?<!\.test)(?<!\.d)\.(js|ts|wasm|json)$/;

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return codeFiles(path);
    return CODE.test(item.name) && !item.name.includes('.reference.') ? [path] : [];
  });
}
