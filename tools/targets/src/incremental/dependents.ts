import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly nx: {
    readonly name: string;
    /** What it starts or reads without an import, by Nx's name. */
    readonly implicitDependencies?: readonly string[];
  };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The packages and tools, by Nx's name for them, that stand on one of them according to every package.json: itself first. */
export async function dependents(workspace: string, name: string): Promise<{ project: string; published: boolean }[]> {
  const groups = ['packages', 'tools'].map(async (group) =>
    (await readdir(join(workspace, group))).map((folder) => join(workspace, group, folder, 'package.json')),
  );
  const files = (await Promise.all(groups)).flat();
  const manifests: Manifest[] = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8'))));
  const found = manifests.filter(({ nx }) => nx.name === name);
  for (const below of found) {
    const above = manifests.filter(
      ({ dependencies, devDependencies, peerDependencies, nx }) =>
        Object.hasOwn({ ...dependencies, ...devDependencies, ...peerDependencies }, below.name) ||
        nx.implicitDependencies?.includes(below.nx.name),
    );
    found.push(...above.filter((manifest) => !found.includes(manifest)));
  }
  return found.map(({ nx, private: own }) => ({ project: nx.name, published: !own }));
}
