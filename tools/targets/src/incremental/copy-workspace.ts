import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The workspace's root folder. */
export const WORKSPACE: string = resolve(import.meta.dirname, '../../../..');

/**
 * Copies what git would take of the workspace, without build outputs or caches. Installed packages are links to the
 * original's; ours are links into the copy, so that nothing in it reads a source outside.
 *
 * @param to - an empty folder
 */
export async function copyWorkspace(to: string): Promise<void> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: WORKSPACE,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  for (const file of listed.split('\0').filter(Boolean)) {
    if (!(await isFile(join(WORKSPACE, file)))) continue; // deleted, but not yet in a commit
    await mkdir(join(to, dirname(file)), { recursive: true });
    await cp(join(WORKSPACE, file), join(to, file));
  }
  await linkModules(to, '.');
  for (const group of ['packages', 'tools']) {
    for (const folder of await readdir(join(to, group))) await linkModules(to, `${group}/${folder}`);
  }
}

async function linkModules(to: string, folder: string): Promise<void> {
  const from = join(WORKSPACE, folder, 'node_modules');
  for (const name of await readdir(from).catch(() => [])) {
    if (name === '.cache') continue;
    await mkdir(join(to, folder, 'node_modules'), { recursive: true });
    const link = join(to, folder, 'node_modules', name);
    if (name === '@selvedge') await cp(join(from, name), link, { recursive: true, verbatimSymlinks: true });
    else await symlink(join(from, name), link);
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
