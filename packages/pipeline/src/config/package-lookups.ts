import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { foldersUp } from '../spec/paths.js';

/** What a digest of code reads of a `package.json`. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Finds packages as Node does. Each folder is read once: most names are looked for in many folders, and are in few. */
export class PackageLookups {
  readonly #manifests = new Map<string, Promise<Manifest | undefined>>();
  readonly #roots = new Map<string, Promise<string | undefined>>();
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>();

  /** Where a package lies for modules of a folder, links followed. */
  async packageRoot(name: string, from: string): Promise<string | undefined> {
    for (const folder of foldersUp(from)) {
      const root = join(folder, 'node_modules', name);
      if (!(await this.#namesIn(dirname(root))).has(basename(root))) continue;
      const found = await once(this.#roots, root, () => realpath(root).catch(() => undefined));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The package that a module belongs to. */
  async ownPackage(folder: string): Promise<{ readonly root: string; readonly manifest: Manifest } | undefined> {
    for (const root of foldersUp(folder)) {
      const manifest = await this.#manifest(root);
      if (manifest) return { root, manifest };
    }
    return undefined;
  }

  async manifestOf(root: string): Promise<Manifest> {
    return (await this.#manifest(root)) ?? {};
  }

  #namesIn(folder: string): Promise<ReadonlySet<string>> {
    return once(this.#names, folder, async () => new Set(await readdir(folder).catch(() => [])));
  }

  #manifest(root: string): Promise<Manifest | undefined> {
    return once(this.#manifests, root, () => readManifest(join(root, 'package.json')));
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

/** What Node can't read either is empty. */
async function readManifest(path: string): Promise<Manifest | undefined> {
  if (!(await stat(path).catch(() => undefined))) return undefined;
  try {
    return (JSON.parse(await readFile(path, 'utf8')) as Manifest | null) ?? {};
  } catch {
    return {};
  }
}
