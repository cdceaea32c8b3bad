import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import typescript from 'typescript';
import { checkDeclarations } from './check-declarations.js';
import { checkDependencies } from './check-dependencies.js';
import { install, type Manager } from './managers.js';
import { closure, entryPoints, type PublicPackage, WORKSPACE } from './public-packages.js';
import { type Readme, readReadme } from './readme.js';
import { run } from './run.js';
import { bytesBelow, SIZE_LIMITS } from './size-limits.js';

/** With what a blank project is set up. */
export interface Setting {
  /** Folder of the Node that installs and runs. */
  readonly node: string;
  readonly manager: Manager;
  /** The manager's program. */
  readonly executable: string;
  readonly scripts: boolean;
  /** Compilers that check the types, by path; none where that is not asked for. */
  readonly compilers: readonly string[];
}

/**
 * Installs a package alone, from its tarball, as its README says, and runs the README's example. Returns the megabytes
 * that were installed.
 *
 * @param project - folder to make
 * @param tarballs - path of each package's tarball, by name
 */
export async function tryInBlankProject(
  target: PublicPackage,
  packages: ReadonlyMap<string, PublicPackage>,
  tarballs: ReadonlyMap<string, string>,
  setting: Setting,
  project: string,
): Promise<number> {
  const readme = await readReadme(target.path);
  const path = `${setting.node}${delimiter}${process.env['PATH'] ?? ''}`;
  const node = (...args: string[]) => run(join(setting.node, 'node'), args, project);
  await mkdir(project, { recursive: true });
  await install(
    project,
    setting.manager,
    setting.executable,
    installation(target, readme, packages, tarballs, setting),
    path,
  );
  const megabytes = (await bytesBelow(join(project, 'node_modules'))) / 1e6;
  const limit = SIZE_LIMITS[target.folder];
  if (limit !== undefined && megabytes > limit) {
    throw new Error(`${target.name} installs ${megabytes.toFixed(1)} MB, more than its ${limit} (size-limits.ts)`);
  }
  await checkDependencies(target.manifest, join(project, 'node_modules'));
  const entries = entryPoints(target).map((name) =>
    name.endsWith('/types') // no values
      ? `await import('${name}');`
      : `if (Object.keys(await import('${name}')).length === 0) throw new Error('${name} exports nothing');`,
  );
  await writeFile(join(project, 'entry.mjs'), entries.join('\n'));
  await node('entry.mjs');
  for (const [name, file] of Object.entries(target.manifest.bin ?? {})) {
    await run(join(project, 'node_modules/.bin', name), ['--version'], project, { PATH: path });
    await node(join('node_modules', target.name, file), '--version');
  }
  for (const tsc of setting.compilers) await checkDeclarations(target, project, tsc);
  if (setting.compilers.length > 0) await checkExample(target, readme, project);
  await runExample(readme, project, node);
  return megabytes;
}

/** The package, and what its README's install line names beside it. */
export function namesToInstall({ name }: PublicPackage, readme: Readme): string[] {
  return [name, ...readme.install.filter((other) => other !== name)];
}

function installation(
  target: PublicPackage,
  readme: Readme,
  packages: ReadonlyMap<string, PublicPackage>,
  tarballs: ReadonlyMap<string, string>,
  { manager, scripts }: Setting,
) {
  const { peerDependencies = {} } = target.manifest;
  const dependencies: Record<string, string> = {};
  for (const name of namesToInstall(target, readme)) {
    const tarball = tarballs.get(name);
    dependencies[name] = tarball === undefined ? (peerDependencies[name] ?? 'latest') : `file:${tarball}`;
  }
  const overrides: Record<string, string> = {};
  for (const name of closure(packages, Object.keys(dependencies))) {
    // npm refuses an override of what the project itself names, even to the same file; the others need it for the rest.
    if (manager !== 'npm' || !(name in dependencies)) overrides[name] = `file:${tarballs.get(name)}`;
  }
  return { dependencies, overrides, scripts };
}

/** The README's example and the package's own declarations, as strictly as a reader's own project may check them. */
async function checkExample(target: PublicPackage, readme: Readme, project: string): Promise<void> {
  const all = entryPoints(target).map((name, at) => `export * as all${at} from '${name}';`);
  await writeFile(join(project, 'types.ts'), `${readme.example ?? ''}\n${all.join('\n')}\n`);
  const options = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    target: 'es2024',
    module: 'nodenext',
    // Declarations of other people's packages are not ours to check; broken ones of ours show in types.ts.
    skipLibCheck: true,
    typeRoots: [join(WORKSPACE, 'node_modules/@types')],
    types: ['node'],
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['types.ts'] }));
  await run(process.execPath, [join(WORKSPACE, 'node_modules/typescript/bin/tsc'), '-p', project], project);
}

/** The README's first TypeScript block, as a newcomer would paste it; what it prints must be what its comments say. */
async function runExample(
  { install, example, imports, prints }: Readme,
  project: string,
  node: (...args: string[]) => Promise<string>,
): Promise<void> {
  if (example === undefined) return;
  const missing = imports.filter((name) => !install.includes(name));
  if (missing.length > 0) {
    throw new Error(`its README's example imports ${missing.join(', ')}, which its npm install line does not name`);
  }
  const compilerOptions = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 };
  await writeFile(join(project, 'readme.mjs'), typescript.transpileModule(example, { compilerOptions }).outputText);
  const stdout = await node('readme.mjs');
  const lines = stdout.trim().split('\n');
  const printed = lines.slice(-prints.length || undefined);
  if (prints.length > 0 && printed.join('\n') !== prints.join('\n')) {
    throw new Error(`its README says\n${prints.join('\n')}\nbut prints\n${stdout}`);
  }
}
