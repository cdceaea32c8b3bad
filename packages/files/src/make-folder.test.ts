import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder, makeFolderSync } from './make-folder.js';
import { writeWhole } from './write-whole.js';

const run = promisify(execFile);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});

test('makeFolder(path, named) names what a passing folder stands for, and folders above it as they are', async () => {
  await writeFile(join(folder, 'taken.part'), '');
  await expect(makeFolder(join(folder, 'taken.part'), 'taken')).rejects.toThrow(/^taken: could not be made/);
  await expect(makeFolder(join(folder, 'taken.part', 'x.part'), 'x')).rejects.toThrow(/taken\.part: could not be made/);
});

describe.each([
  ['makeFolder', makeFolder],
  ['makeFolderSync', async (path: string) => makeFolderSync(path)],
])('%s(path)', (_, make) => {
  test('makes what is missing, and takes what is there', async () => {
    await make(join(folder, 'a', 'b', 'c'));
    await make(join(folder, 'a', 'b', 'c'));
    await make(join(folder, 'a', 'b', 'd/'));
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['c', 'd']);
  });

  test('takes a link to a folder', async () => {
    await make(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'link'));
    await make(join(folder, 'link', 'below'));
    expect(await readdir(join(folder, 'real'))).toEqual(['below']);
  });

  test('is made by one of several that try at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => make(join(folder, 'x', 'y'))));
    expect(await readdir(folder)).toEqual(['x']);
  });

  test('names the file that is in the way', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(make(join(folder, 'file', 'below'))).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining(`${join(folder, 'file')}: could not be made: a file has this name.`),
    });
  });

  (existsSync('/proc/self') ? test.each : test.skip.each)(['/proc/nowhere', '/proc/nowhere/below', '/dev/fd/nowhere'])(
    'ends with an error where a file system takes no folders: %s',
    async (path) => {
      await expect(make(path)).rejects.toMatchObject({ name: 'SelvedgeError', code: 'io' });
    },
  );
});

(process.platform === 'win32' ? test.skip : test)('a file takes the place of no pipe, and of no device', async () => {
  const pipe = join(folder, 'pipe');
  await run('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/null', folder]) {
    await expect(writeWhole(path, 'x')).rejects.toMatchObject({ code: 'invalid-argument' });
  }
  expect(await readdir(folder)).toEqual(['pipe']);
});
