import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expandInputs } from './expand-inputs.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-inputs-'));
  await mkdir(join(folder, 'below/deep'), { recursive: true });
  const names = ['2.jpg', '10.jpg', '1.png', '.hidden.jpg', 'note.txt', 'x[1].jpg', 'below/3.jpg', 'below/deep/4.jpg'];
  for (const name of names) await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const expand = async (...inputs: string[]): Promise<string[]> => {
  const found = await expandInputs(inputs.map((input) => join(folder, input)));
  return found.map((path) => path.slice(folder.length + 1));
};

test.each([
  ['*.jpg', ['2.jpg', '10.jpg', 'x[1].jpg']],
  ['?.{jpg,png}', ['1.png', '2.jpg']],
  ['[0-9]*.jpg', ['2.jpg', '10.jpg']],
  ['**/*.jpg', ['2.jpg', '10.jpg', 'below/3.jpg', 'below/deep/4.jpg', 'x[1].jpg']],
  ['below/**', ['below/3.jpg', 'below/deep/4.jpg']],
])('%s stands for %p', async (pattern, files) => {
  expect(await expand(pattern)).toEqual(files);
});

test('a name that exists is no pattern, and paths without one stay as they are', async () => {
  expect(await expand('x[1].jpg', 'below', 'none.jpg')).toEqual(['x[1].jpg', 'below', 'none.jpg']);
});

test('a pattern without a match is refused', async () => {
  await expect(expand('*.jpg', '*.webp')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringMatching(/no file matches '.*\*\.webp'.*photos\/\*\*\/\*\.jpg/),
  });
});
