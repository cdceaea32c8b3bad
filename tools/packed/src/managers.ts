import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.js';

/** The package managers that a package must install with. */
export const MANAGERS = ['npm', 'pnpm', 'yarn', 'yarn-berry'] as const;
export type Manager = (typeof MANAGERS)[number];

/** What a blank project installs. */
export interface Installation {
  /** Name and range or `file:` of what its package.json names. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Tarballs that stand in for packages of ours further down, which no registry has yet. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Install scripts of dependencies run. */
  readonly scripts: boolean;
}

/**
 * Installs into a blank project.
 *
 * @param executable - path of the manager, or its name
 * @param path - the environment's PATH, which decides the Node that is used
 */
export async function install(
  project: string,
  manager: Manager,
  executable: string,
  wanted: Installation,
  path: string,
): Promise<void> {
  const { dependencies, overrides, scripts } = wanted;
  const manifest = { name: 'blank', private: true, type: 'module', dependencies, overrides, resolutions: overrides };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest, null, 2));
  // pnpm reads overrides from its own file, and fails where a dependency's install script is neither allowed nor not.
  const builds = Object.fromEntries(REFUSED_BUILDS.map((name) => [name, false]));
  await writeFile(join(project, 'pnpm-workspace.yaml'), JSON.stringify({ overrides, allowBuilds: builds }));
  // Yarn since version 2 reads its settings from a file, and takes a folder for a project of its own where a lock lies.
  await writeFile(join(project, '.yarnrc.yml'), JSON.stringify({ ...BERRY, enableScripts: scripts }));
  if (manager === 'yarn-berry') await writeFile(join(project, 'yarn.lock'), '');
  // Where the project itself names onnxruntime-node, its download of CUDA libraries is skipped, as compute's README says.
  const skip = 'onnxruntime-node' in dependencies ? { ONNXRUNTIME_NODE_INSTALL: 'skip' } : {};
  await run(executable, ARGUMENTS[manager](scripts), project, { PATH: path, ...skip });
}

const BERRY = { nodeLinker: 'node-modules', enableTelemetry: false, enableImmutableInstalls: false };

/** As docs/installing.md advises users of pnpm: their scripts fetch what is not needed or check what is there. */
const REFUSED_BUILDS = ['msgpackr-extract', 'nx', 'onnxruntime-node', 'protobufjs'];

const ARGUMENTS: Record<Manager, (scripts: boolean) => readonly string[]> = {
  npm: (scripts) => ['install', `--ignore-scripts=${!scripts}`, '--no-audit', '--no-fund', '--prefer-offline'],
  pnpm: (scripts) => ['install', '--prefer-offline', ...(scripts ? [] : ['--ignore-scripts'])],
  'yarn-berry': () => ['install'],
  yarn: (scripts) => ['install', '--no-lockfile', '--non-interactive', ...(scripts ? [] : ['--ignore-scripts'])],
};

/** The manager's program: npm is there; the others are fetched into `folder` once. */
export async function fetchManager(manager: Manager, folder: string): Promise<string> {
  if (manager === 'npm') return 'npm';
  const home = join(folder, manager);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{}');
  // pnpm's install script puts its native program in place.
  await run('npm', ['install', PACKAGES[manager], '--ignore-scripts=false', '--no-audit'], home);
  return join(home, 'node_modules/.bin', manager === 'yarn-berry' ? 'yarn' : manager);
}

const PACKAGES = { pnpm: 'pnpm@12', yarn: 'yarn@1', 'yarn-berry': '@yarnpkg/cli-dist@4' };
