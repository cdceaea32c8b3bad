import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { familiesWithoutContract } from './contracts.js';

const PACKAGES = join(import.meta.dirname, '../../../packages');

/** The text of every test of a package. */
function testsOf(name: string): string {
  const files = readdirSync(join(PACKAGES, name, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(PACKAGES, name, 'src', file), 'utf8'))
    .join('\n');
}

const withDefinitions = readdirSync(PACKAGES).filter((name) => existsSync(join(PACKAGES, name, 'src/catalogues.ts')));

test.each(withDefinitions)('a test of %s loops over the definitions of each of its families', (name) => {
  const listed = readFileSync(join(PACKAGES, name, 'src/catalogues.ts'), 'utf8');
  expect(familiesWithoutContract(listed, testsOf(name))).toEqual([]);
});

test('a family that no test loops over is found', () => {
  const listed = 'export const catalogues: readonly Catalogue[] = [splits, other];\n';
  expect(familiesWithoutContract(listed, 'for (const kind of splits.kinds) check(kind);')).toEqual(['other']);
});
