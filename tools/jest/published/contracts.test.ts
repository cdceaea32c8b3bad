import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { familiesWithoutContract } from '../src/contracts.js';

/** Folder of the package whose tests run, as the preset says it. */
declare const packageFolder: string;

/** The text of every test of the package. */
function ownTests(): string {
  const files = readdirSync(join(packageFolder, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(packageFolder, 'src', file), 'utf8'))
    .join('\n');
}

test('a test loops over the definitions of each family that the package has', () => {
  const list = join(packageFolder, 'src/catalogues.ts');
  const listed = existsSync(list) ? readFileSync(list, 'utf8') : '';
  expect(familiesWithoutContract(listed, ownTests())).toEqual([]);
});
