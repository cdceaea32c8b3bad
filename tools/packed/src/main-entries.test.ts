import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportedNames, mainEntryNames } from './main-entries.js';
import { publicPackages } from './public-packages.js';

/** In all main entries: what an editor offers to somebody who has typed nothing yet. */
const MOST_NAMES = 350;

const MOST_NAMES_OF_EVALUATE = 80;

test('main entries export few enough names to be found in a list', async () => {
  const packages = await publicPackages();
  const counts = new Map<string, number>();
  for (const [name, found] of packages) counts.set(name, (await mainEntryNames(found)).length);
  // Move what only packages of Selvedge use behind a path: `@selvedge/data/checks`.
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBeLessThanOrEqual(MOST_NAMES);
  expect(counts.get('@selvedge/evaluate')).toBeLessThanOrEqual(MOST_NAMES_OF_EVALUATE);
  expect(counts.get('@selvedge/evaluate')).toBeGreaterThan(0);
});

describe('counting', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-entries-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const namesIn = async (text: string): Promise<readonly string[]> => {
    await writeFile(join(folder, 'index.ts'), text);
    return exportedNames(join(folder, 'index.ts'));
  };

  test('counts values and types, each way of exporting them, and those of modules beside it', async () => {
    await writeFile(join(folder, 'more.ts'), 'export class C {}\nexport interface I {}\nconst hidden = 1;\n');
    const text = [
      "export { a, type B, c as d } from './a.js';",
      "export * from './more.js';",
      "export * as all from './more.js';",
      'export const e = 1, f = 2;',
      'export function g() {}',
      'function hidden() {}',
    ];
    expect(await namesIn(text.join('\n'))).toEqual(['a', 'B', 'd', 'C', 'I', 'all', 'e', 'f', 'g']);
  });

  test('refuses names of another package that it cannot count', async () => {
    await expect(namesIn("export * from '@selvedge/data';")).rejects.toThrow('one by one');
  });
});
