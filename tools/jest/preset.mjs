import { fileURLToPath } from 'node:url';

/**
 * The Jest configuration of every package: native ES modules, TypeScript through swc, sources of the other
 * packages rather than their builds (the `@selvedge/source` export condition).
 *
 * @param {string} displayName - the package's folder name, shown before its test files
 * @returns {import('jest').Config}
 */
export function preset(displayName) {
  return {
    displayName,
    testEnvironment: fileURLToPath(new URL('./environment.mjs', import.meta.url)),
    testEnvironmentOptions: { customExportConditions: ['@selvedge/source', 'node', 'node-addons'] },
    testMatch: ['<rootDir>/{src,test}/**/*.test.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        {
          jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
          module: { type: 'es6' },
          sourceMaps: 'inline',
        },
      ],
    },
    testTimeout: 60_000,
    maxWorkers: 2,
  };
}
