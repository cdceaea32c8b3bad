import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { findProject, foldersUp } from '../spec/paths.js';

/** Names of a project's configuration file. */
export const CONFIG_FILES = ['selvedge.config.js', 'selvedge.config.mjs'] as const;

/**
 * The configuration file nearest to a folder, from it upwards to its project (`findProject`) and no further: what lies
 * above may be anybody's, and the file is code.
 *
 * @throws SelvedgeError `invalid-spec` when a folder has two
 */
export function findConfig(folder: string): string | undefined {
  const project = findProject(folder);
  for (const at of foldersUp(folder)) {
    const found = CONFIG_FILES.map((name) => join(at, name)).filter((path) => existsSync(path));
    if (found.length > 1) {
      throw new SelvedgeError('invalid-spec', `${at} has both ${CONFIG_FILES.join(' and ')}; keep one of them.`);
    }
    if (found.length === 1 || at === project) return found[0];
  }
  return undefined;
}
