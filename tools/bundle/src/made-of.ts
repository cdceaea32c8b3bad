import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { transform } from 'esbuild';

/**
 * Digests of the compiled modules without their comments, one for each folder of `dist`: what keys say of a part of a
 * package, whose modules lie among others in the files that Node loads.
 */
export async function madeOf(dist: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith('.js'));
  const folders = new Set(files.flatMap((file) => (file.includes(sep) ? [file.split(sep)[0]] : [])));
  folders.delete('node');
  const digests = [...folders].sort().map(async (folder) => {
    const own = files.filter((file) => file.startsWith(`${folder}${sep}`));
    return [folder, digestOfFiles(await Promise.all(own.map((file) => codeOf(dist, file))))] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

async function codeOf(dist: string, file: string): Promise<readonly [name: string, code: string]> {
  const { code } = await transform(await readFile(join(dist, file), 'utf8'), { loader: 'js' });
  return [file.replaceAll(sep, '/'), code];
}

/** One digest of files, by name. */
export function digestOfFiles(files: readonly (readonly [name: string, content: Uint8Array | string])[]): string {
  const hash = createHash('sha256');
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\n`).update(content);
  return hash.digest('hex');
}
