import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Biome formats, finds circles of files, and does the general linting. ESLint is here for what needs the project graph or
// the type checker, and for rules of our own.
const below = {
  data: [],
  component: ['data'],
  files: ['data'],
  workflow: ['data', 'files'],
  ingest: ['data', 'files'],
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
  cli: ['data', 'files', 'workflow', 'ingest', 'evaluate', 'report', 'pipeline'],
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
below['bench-tools'] = [...below.studies, 'engine-onnx'];

/** Two runs in one process read the same environment: what one of them writes there changes the other. */
const environment = [
  "AssignmentExpression[left.object.object.name='process'][left.object.property.name='env']",
  "AssignmentExpression[left.object.name='process'][left.property.name='env']",
  "UnaryExpression[operator='delete'][argument.object.object.name='process'][argument.object.property.name='env']",
  "CallExpression[callee.object.name='Object'][callee.property.name='assign'][arguments.0.object.name='process'][arguments.0.property.name='env']",
].map((selector) => ({
  selector,
  message: 'Two runs in one process share the environment: pass the value on instead of writing it there.',
}));

/** A collection that starts empty in a module is filled while the program runs, by and for everybody who imports it. */
const shared = [
  'NewExpression[callee.name=/^(Map|Set|WeakMap)$/][arguments.length=0]',
  'ArrayExpression[elements.length=0]',
  'ObjectExpression[properties.length=0]',
].flatMap((empty) =>
  ['Program >', 'Program > ExportNamedDeclaration >'].map((place) => ({
    selector: `${place} VariableDeclaration > VariableDeclarator > ${empty}`,
    message: 'Two runs share what a module collects: let the caller hold it and pass it on.',
  })),
);

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
    rules: { 'no-restricted-syntax': ['error', ...environment] },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: [
      '**/*.test.ts',
      // A worker serves the one who started it.
      '**/*.worker.ts',
      '**/*.process.ts',
      // Opened once in a process and the same for everybody: runtimes, worker threads, digests of code, notices given.
      'packages/classical/src/tree/threads.ts',
      'packages/compute/src/runtime/load.ts',
      'packages/compute/src/neighbors/{products,search}.ts',
      'packages/compute/src/workers/notice.ts',
      'packages/workflow/src/plan/code-version.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...environment, ...shared] },
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
