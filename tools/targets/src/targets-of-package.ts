import { posix } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';

/** What of a package.json decides which targets a package has. */
export interface PackageManifest {
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/**
 * The targets of one package or tool. One that is published also has `pack`, `packed` and `packed-matrix`.
 *
 * @param root - its folder, relative to the workspace, with forward slashes
 * @param manifest - its package.json
 */
export function targetsOfPackage(root: string, manifest: PackageManifest): Record<string, TargetConfiguration> {
  const every = { lint: lint(root), typecheck: typecheck(root), build: build(root, manifest), test: test(root) };
  if (manifest.private) return every;
  const folder = posix.basename(root);
  return {
    ...every,
    pack: pack(folder),
    packed: packed(`node tools/packed/dist/check-command.js ${folder}`, 'npm and this Node'),
    'packed-matrix': packed(
      `node tools/packed/dist/check-command.js ${folder} --node all --manager all --typescript all`,
      'npm, pnpm, yarn and yarn berry on every Node that is supported, types by every TypeScript',
    ),
  };
}

function lint(root: string): TargetConfiguration {
  return {
    ...cached('Biome and ESLint.'),
    // Rules that know types read the declarations of the packages below.
    inputs: ['code', '^production', 'lintRules'],
    options: { cwd: '{workspaceRoot}', command: `biome check ${root} && eslint ${root}` },
  };
}

const BUNDLE_TOOLS = { projects: ['bundle-tools'], target: 'build' };

function build(root: string, { exports = {} }: PackageManifest): TargetConfiguration {
  const compiled = {
    ...cached('Compiles the sources into dist.'),
    dependsOn: ['^build'],
    inputs: ['production', '^production'],
    outputs: ['{projectRoot}/dist'],
    options: { cwd: root, command: 'tsc --build tsconfig.lib.json' },
  };
  if (!Object.values(exports).some((entry) => typeof entry === 'object' && entry !== null && 'node' in entry))
    return compiled;
  return {
    ...compiled,
    ...cached('Compiles the sources into dist, and joins them in dist/node into the few files that Node loads.'),
    dependsOn: ['^build', BUNDLE_TOOLS],
    inputs: [...compiled.inputs, '{workspaceRoot}/tools/bundle/src/**/*'],
    options: { cwd: root, command: 'tsc --build tsconfig.lib.json && node ../../tools/bundle/dist/command.js' },
  };
}

/**
 * The tools that write code into packages. Tests compare what they wrote with what they would write: an import that Nx does
 * not see, since a change of a tool builds no package. Where there is one, package.json names the tool's sources as `writers`.
 */
const WRITERS = { projects: ['definition-tools', 'assembly-tools'], target: 'build' };

function typecheck(root: string): TargetConfiguration {
  return {
    ...cached('Checks the types of tests.'),
    dependsOn: ['build', WRITERS],
    inputs: ['code', '^production', 'writers'],
    outputs: ['{projectRoot}/out-tsc'],
    options: { cwd: root, command: 'tsc --build tsconfig.spec.json' },
  };
}

const TEST_VARIABLES = ['DATA', 'RUNTIME', 'TFJS', 'TFJS_PROJECT', 'FUZZ', 'FILES'].map((name) => `SELVEDGE_${name}`);

function test(root: string): TargetConfiguration {
  return {
    ...cached('Runs the tests, README examples among them.'),
    dependsOn: ['build', WRITERS], // worker threads run from dist
    inputs: [
      'default',
      '^production',
      // What a package's tests read outside of its folder stands under this name in its package.json.
      'readByTests',
      'writers',
      // No package imports it, so that a change of how tests run builds nothing.
      '{workspaceRoot}/tools/jest/**/*',
      // What decides which data, runtime or backend tests run on, and how many cases.
      ...TEST_VARIABLES.map((env) => ({ env })),
      { runtime: 'node --version' },
    ],
    options: {
      cwd: root,
      command: root.startsWith('packages/')
        ? 'jest --config jest.config.mjs'
        : 'jest --config ../../tools/jest/jest.config.json --rootDir . --passWithNoTests',
      env: { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
    },
  };
}

const PACKED_TOOLS = { projects: ['packed-tools'], target: 'build' };
// By path: `nx affected` runs nothing of a package for an input that is named by its project.
const PACKED_INPUTS = ['published', '^production', '{workspaceRoot}/tools/packed/src/**/*'];

function pack(folder: string): TargetConfiguration {
  return {
    ...cached('Makes the tarball that npm would publish.'),
    dependsOn: ['build', '^pack', PACKED_TOOLS],
    inputs: PACKED_INPUTS,
    outputs: ['{projectRoot}/out-pack'],
    options: { cwd: '{workspaceRoot}', command: `node tools/packed/dist/pack-command.js ${folder}` },
  };
}

function packed(command: string, where: string): TargetConfiguration {
  return {
    ...cached(`publint, attw, and a blank project that installs the tarball and runs the README's example: ${where}.`),
    dependsOn: ['pack', '^pack', PACKED_TOOLS],
    inputs: [...PACKED_INPUTS, { runtime: 'node --version' }],
    options: { cwd: '{workspaceRoot}', command },
  };
}

function cached(description: string): TargetConfiguration {
  return { executor: 'nx:run-commands', cache: true, metadata: { description } };
}
