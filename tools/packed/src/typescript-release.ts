import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKSPACE } from './public-packages.js';
import { run } from './run.js';

/** The oldest release that reads our declarations, the last before each change of its types of arrays, and the newest. */
export const TYPESCRIPT_RELEASES = ['5.4', '5.6', '5.9', '6', '7'] as const;

/**
 * The path of `tsc` of one release: the workspace's own, or one that is fetched.
 *
 * @param folder - where it is fetched to
 */
export async function fetchTypescript(release: string | undefined, folder: string): Promise<string> {
  const tsc = 'node_modules/typescript/bin/tsc';
  if (release === undefined) return join(WORKSPACE, tsc);
  const home = join(folder, `typescript-${release}`);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{}');
  await run('npm', ['install', `typescript@${release}`, '--ignore-scripts', '--no-audit', '--prefer-offline'], home);
  return join(home, tsc);
}
