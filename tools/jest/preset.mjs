import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * The workspace's configuration for a package, under its name: its own tests and, where it is published, those in
 * `published`, which every published package has. They find the package's folder in the variable `packageFolder`.
 *
 * @param name - the package's folder in `packages`
 */
export function preset(name) {
  const config = { ...read(resolve(import.meta.dirname, 'jest.config.json')), displayName: name };
  const packageFolder = resolve(import.meta.dirname, '../../packages', name);
  if (read(resolve(packageFolder, 'package.json')).private) return config;
  const published = resolve(import.meta.dirname, 'published');
  return {
    ...config,
    roots: ['<rootDir>', published],
    testMatch: [...config.testMatch, `${published}/*.test.ts`],
    globals: { packageFolder },
  };
}
