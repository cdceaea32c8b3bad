import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeVersions } from '@selvedge/workflow';
import type { CodeVersions } from '@selvedge/workflow/types';

/** Folders of this package that decide what steps compute; the others print, plan files or draw. */
const FOLDERS = ['steps', 'registry', 'plan'] as const;

/** What the build writes beside the files that Node loads. */
interface BuildInfo {
  /** Digests of the modules that the files were made of, by folder, without comments. */
  readonly folders: Readonly<Record<string, string>>;
  /** Digest of the files themselves, which begins as `codeVersions` has it. */
  readonly files: string;
}

/**
 * Digests of this package's code, by folder. Modules of all folders lie together in the files that Node loads, so the build
 * says what they were made of; files that were edited since then stand in the answer by their own digest.
 *
 * @param folder - `dist/node` of this package
 */
export function ownCode(folder: string): CodeVersions {
  const { folders, files } = JSON.parse(readFileSync(join(folder, '.buildinfo'), 'utf8')) as BuildInfo;
  const found = codeVersions({ edited: folder });
  return {
    ...Object.fromEntries(FOLDERS.map((name) => [name, folders[name].slice(0, 16)])),
    ...(!files.startsWith(found['edited']) && found),
  };
}
