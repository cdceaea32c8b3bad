import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicPackage } from './public-packages.js';
import { run } from './run.js';

const SHIPPED = /^(dist|bin|datasets|schema|assets)\/|^(package\.json|README\.md|LICENSE)$/;

/** Where `pack` left a package's tarball, if it did. Its name holds a version, but there is only one at a time. */
export async function tarballOf({ path }: PublicPackage): Promise<string | undefined> {
  const folder = join(path, 'out-pack');
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.tgz'));
  const [file] = files;
  return file === undefined ? undefined : join(folder, file);
}

/** Packs a package as `npm publish` would; refuses files that nobody asked for. */
export async function pack({ path }: PublicPackage): Promise<void> {
  const folder = join(path, 'out-pack');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const stdout = await run('npm', ['pack', '--json', '--pack-destination', folder], path);
  const parsed: unknown = JSON.parse(stdout);
  const [entry] = Object.values(parsed as object) as [{ filename: string; files: { path: string }[] }];
  const strange = entry.files.map((file) => file.path).filter((file) => !SHIPPED.test(file));
  if (strange.length > 0) throw new Error(`the tarball holds files that nobody asked for: ${strange.join(', ')}`);
  // Package managers cache tarballs by name: one that changes without a new version needs a name of its own.
  const packed = join(folder, entry.filename);
  const digest = createHash('sha256')
    .update(await readFile(packed))
    .digest('hex')
    .slice(0, 12);
  await rename(packed, packed.replace(/\.tgz$/, `-${digest}.tgz`));
}
