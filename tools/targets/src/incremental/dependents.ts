import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly nx: { readonly name: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The packages, by Nx's name for them, that stand on one of them according to every package.json: itself first. */
export async function dependents(workspace: string, name: string): Promise<{ project: string; published: boolean }[]> {
  const folders = await readdir(join(workspace, 'packages'));
  const manifests: Manifest[] = await Promise.all(
    folders.map(async (folder) =>
      JSON.parse(await readFile(join(workspace, 'packages', folder, 'package.json'), 'utf8')),
    ),
  );
  const found = manifests.filter(({ nx }) => nx.name === name);
  for (const { name: below } of found) {
    const above = manifests.filter(({ dependencies, peerDependencies }) =>
      Object.hasOwn({ ...dependencies, ...peerDependencies }, below),
    );
    found.push(...above.filter((manifest) => !found.includes(manifest)));
  }
  return found.map(({ nx, private: own }) => ({ project: nx.name, published: !own }));
}
