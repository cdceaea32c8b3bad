import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly nx: { readonly name: string };
  readonly dependencies?: Readonly<Record<string, string>>;
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
  for (const { name: below } of found) {
    const above = manifests.filter(({ dependencies, peerDependencies }) =>
      Object.hasOwn({ ...dependencies, ...peerDependencies }, below),
    );
    found.push(...above.filter((manifest) => !found.includes(manifest)));
  }
  return found.map(({ nx, private: own }) => ({ project: nx.name, published: !own }));
}
