import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './run.js';

/** The releases that every package must run on. */
export const NODE_RELEASES = ['20', '22', '24', '26'] as const;

/**
 * The folder that holds `node` of one release: the running one's, or that of an npm package that carries the binary.
 *
 * @param folder - where it is fetched to
 */
export async function fetchNode(release: string | undefined, folder: string): Promise<string> {
  if (release === undefined || process.versions.node.startsWith(`${release}.`)) return dirname(process.execPath);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = join(folder, `node-${release}`);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{}');
  await run('npm', ['install', `${name}@${release}`, '--ignore-scripts', '--no-audit', '--prefer-offline'], home);
  return join(home, 'node_modules', name, 'bin');
}
