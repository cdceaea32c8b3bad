import { readFile } from 'node:fs/promises';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

// Biome formats, finds circles of files, and does the general linting. ESLint is here for what needs the project graph or
// the type checker, and for rules of our own.
const below = {
  data: [],
  component: ['data'],
  files: ['data'],
  workflow: ['data', 'files'],
  queue: ['data', 'workflow'],
  images: ['data'],
  ingest: ['data', 'files', 'images'],
  preprocess: ['data', 'component', 'compute'],
  compute: ['data'],
  mljs: ['data'],
  classical: ['data', 'component', 'compute', 'mljs'],
  networks: ['data', 'component', 'files'],
  'engine-onnx': ['data', 'compute', 'networks'],
  'engine-tfjs': ['data', 'networks'],
  neural: ['data', 'component', 'files', 'compute', 'networks', 'engine-onnx', 'engine-tfjs'],
  evaluate: ['data'],
  resample: ['data', 'evaluate'],
  report: ['data', 'evaluate'],
  pipeline: [
    'data',
    'component',
    'files',
    'workflow',
    'ingest',
    'preprocess',
    'compute',
    'classical',
    'networks',
    'neural',
    'evaluate',
    'resample',
    'report',
  ],
  cli: ['data', 'files', 'workflow', 'queue', 'ingest', 'evaluate', 'report', 'pipeline'],
};
// The studies use all that a pipeline uses, without its cached steps.
below.studies = [...below.pipeline.filter((name) => name !== 'workflow'), 'pipeline'];
// One package of all that are published.
below.selvedge = Object.keys(below).filter((name) => name !== 'studies');
// The tool that bundles for browsers whatever runs there.
below['browser-tools'] = [
  'data',
  'component',
  'ingest',
  'preprocess',
  'compute',
  'classical',
  'networks',
  'engine-onnx',
  'neural',
  'evaluate',
  'resample',
];
below['bench-tools'] = [...below.studies, 'engine-onnx', 'workflow', 'queue'];
// What compares with the real packages.
below['agreement-tools'] = [...below.neural, 'classical', 'evaluate', 'neural', 'preprocess', 'resample'];

// What damages the files of all of them.
below['torture-tools'] = [...below.cli, 'classical', 'cli', 'images', 'networks', 'neural', 'preprocess'];

// ESLint cannot load TypeScript; the rules import types alone.
const rules = await readFile(new URL('tools/lint/src/shared-state.ts', import.meta.url), 'utf8');
const { outputText } = ts.transpileModule(rules, { compilerOptions: { module: 'esnext', target: 'es2022' } });
const { noEnvironmentWrites, noSharedState } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);

// The rule of module boundaries reads the stored project graph, and skips itself where a fresh clone has none yet.
await createProjectGraphAsync();

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '.nx/**', '**/*.mjs', '**/*.js', '**/*.cjs', 'tmp/**', 'runs/**'] },
  {
    files: ['packages/*/{src,test}/**/*.ts', 'tools/*/{src,published}/**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          // A package's own imports, by condition: Node's file or the browser's.
          allow: ['@selvedge/jest-tools', '@selvedge/assembly-tools', '@selvedge/definition-tools', '^#'],
          // The command loads what only some of its subcommands need when they run, and types of it always.
          checkDynamicDependenciesExceptions: ['@selvedge/.*'],
          depConstraints: Object.entries(below).map(([name, names]) => ({
            sourceTag: `pkg:${name}`,
            onlyDependOnLibsWithTags: [...names, 'jest-tools', 'assembly-tools', 'definition-tools'].map(
              (other) => `pkg:${other}`,
            ),
          })),
        },
      ],
      'max-lines': ['error', { max: 300 }],
    },
  },
  {
    files: ['packages/*/src/**/*.ts', 'tools/*/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: {
      selvedge: { rules: { 'no-environment-writes': noEnvironmentWrites, 'no-shared-state': noSharedState } },
    },
    rules: { 'selvedge/no-environment-writes': 'error' },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    // A worker serves the one who started it.
    ignores: ['**/*.test.ts', '**/*.worker.ts', '**/*.worker.node.ts', '**/*.process.ts'],
    rules: { 'selvedge/no-shared-state': 'error' },
  },
  {
    // Bundles for browsers hold none of Node's modules: there only a file behind a condition of package.json writes files.
    files: ['packages/{networks,neural}/src/**/*.ts'],
    ignores: ['**/*.node.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@selvedge/files', message: 'Import it in a *.node.ts.' }] },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: ['**/*.test.ts', 'packages/studies/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name='recursive']",
          message: 'On Node 20 it never returns under /proc: use makeFolder of @selvedge/files/steps.',
        },
      ],
    },
  },
  {
    // AssemblyScript: TypeScript's syntax, and no project of its compiler.
    files: ['packages/*/assembly/**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    rules: { 'max-lines': ['error', { max: 300 }] },
  },
  {
    // Tables, written from definitions.
    files: ['**/*.generated.ts'],
    rules: { 'max-lines': 'off' },
  },
);
