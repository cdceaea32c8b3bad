import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The workspace's root folder. */
export const WORKSPACE: string = resolve(import.meta.dirname, '../../..');

/** What the checks read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  /** The folder's own name, which is the project's name in Nx for packages. */
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
}

/** Every published package of the workspace, by name. */
export async function publicPackages(): Promise<ReadonlyMap<string, PublicPackage>> {
  const found = new Map<string, PublicPackage>();
  for (const group of ['packages', 'tools']) {
    for (const folder of await readdir(join(WORKSPACE, group))) {
      const path = join(WORKSPACE, group, folder);
      const text = await readFile(join(path, 'package.json'), 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      const manifest: Manifest = JSON.parse(text);
      if (!manifest.private) found.set(manifest.name, { name: manifest.name, folder, path, manifest });
    }
  }
  return found;
}

/** What can be imported of a package: `@selvedge/networks`, `@selvedge/networks/engine`. */
export function entryPoints({ name, manifest }: PublicPackage): readonly string[] {
  const paths = Object.entries(manifest.exports ?? {}).flatMap(([path, to]) => (typeof to === 'object' ? [path] : []));
  return paths.map((path) => name + path.slice(1));
}

/**
 * A package, what its readers install beside it, and every package of ours that either brings.
 *
 * @param names - what stands in the blank project's package.json
 */
export function closure(
  packages: ReadonlyMap<string, PublicPackage>,
  names: Iterable<string>,
  seen: Set<string> = new Set(),
): ReadonlySet<string> {
  for (const name of names) {
    const entry = packages.get(name);
    if (!entry || seen.has(name)) continue;
    seen.add(name);
    const { dependencies = {}, optionalDependencies = {} } = entry.manifest;
    closure(packages, [...Object.keys(dependencies), ...Object.keys(optionalDependencies)], seen);
  }
  return seen;
}
