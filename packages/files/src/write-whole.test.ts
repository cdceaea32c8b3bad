import { mkdir, mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileError, writeError } from './file-error.js';
import { partName, removeAbandoned } from './part-name.js';
import { WholeFile } from './whole-file.js';
import { copyWhole, writeWhole } from './write-whole.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});

describe('writeWhole(path, content)', () => {
  test('makes the folder, writes text and bytes, and leaves nothing beside the file', async () => {
    const path = join(folder, 'a', 'b.txt');
    await writeWhole(path, 'é');
    expect([...(await readFile(path))]).toEqual([0xc3, 0xa9]);
    await writeWhole(path, Uint8Array.of(1, 2));
    expect([...(await readFile(path))]).toEqual([1, 2]);
    expect(await readdir(join(folder, 'a'))).toEqual(['b.txt']);
  });

  test('shows readers one whole file while many write', async () => {
    const path = join(folder, 'one');
    const contents = Array.from({ length: 20 }, (_, at) => String.fromCharCode(97 + at).repeat(100_000));
    await writeWhole(path, contents[0]);
    const seen = new Set<string>();
    const writing = Promise.all(contents.map((content) => writeWhole(path, content)));
    for (let look = 0; look < 50; look++) seen.add(await readFile(path, 'utf8'));
    await writing;
    for (const content of seen) expect(contents.includes(content)).toBe(true);
    expect(await readdir(folder)).toEqual(['one']);
  });

  test('says what the system refused, and leaves the file of before and nothing else', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    await expect(writeWhole(path, 'x')).rejects.toMatchObject({ name: 'SelvedgeError' });
    expect(await readdir(folder)).toEqual(['taken']);
    await writeFile(join(folder, 'file'), '');
    await expect(writeWhole(join(folder, 'file', 'below'), 'x')).rejects.toMatchObject({ name: 'SelvedgeError' });
    await expect(writeWhole(join(folder, 'x'.repeat(300)), '')).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('Choose a shorter name'),
    });
  });
});

describe('WholeFile', () => {
  test('is there when it is closed, and not before', async () => {
    const path = join(folder, 'pieces');
    const file = await WholeFile.create(path);
    await file.write('one ');
    await file.write('two');
    expect(await readdir(folder)).not.toContain('pieces');
    await file.close();
    await file.abort();
    expect(await readFile(path, 'utf8')).toBe('one two');
  });

  test('leaves the file of before when it is aborted', async () => {
    const path = join(folder, 'kept');
    await writeWhole(path, 'before');
    const file = await WholeFile.create(path);
    await file.write('after');
    await file.abort();
    expect(await readdir(folder)).toEqual(['kept']);
    expect(await readFile(path, 'utf8')).toBe('before');
  });
});

describe('copyWhole(from, to)', () => {
  test('copies, and without a source says so and leaves nothing', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    await expect(copyWhole(from, to)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(folder)).toEqual([]);
    await writeWhole(from, 'content');
    await copyWhole(from, to);
    expect(await readFile(to, 'utf8')).toBe('content');
    await mkdir(join(folder, 'taken'));
    await expect(copyWhole(from, join(folder, 'taken'))).rejects.toThrow(join(folder, 'taken'));
  });
});

describe('removeAbandoned(path)', () => {
  test('removes what is older than an hour, of this file alone', async () => {
    const path = join(folder, 'run');
    const [old, young, another] = [partName(path), partName(path), partName(join(folder, 'other'))];
    for (const part of [old, young, another]) await writeFile(part, '');
    for (const part of [old, another]) await utimes(part, 0, 0);
    await removeAbandoned(path);
    expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual([another, young].sort());
    await removeAbandoned(join(folder, 'nowhere', 'run')); // nothing to remove
  });
});

describe('fileError(path, cause) and writeError(path, cause)', () => {
  const system = (code: string) => Object.assign(new Error(`${code}: words`), { code, syscall: 'open' });

  test.each([
    ['ENOENT', 'not-found'],
    ['ENOTDIR', 'not-found'],
    ['EISDIR', 'invalid-argument'],
    ['EIO', 'io'],
  ])('calls %s %s, reading and writing', (code, expected) => {
    for (const error of [fileError, writeError]) {
      expect(error('a.txt', system(code))).toMatchObject({
        code: expected,
        message: expect.stringMatching(/^a\.txt: /),
      });
    }
  });

  test.each(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EMFILE'])(
    'says what to do about %s when writing',
    (code) => {
      expect(writeError('a.txt', system(code))).toMatchObject({
        code: 'io',
        message: expect.stringMatching(/^a\.txt: could not be written: .*\. (Free|Choose|Raise) /),
      });
    },
  );

  test('leaves errors of ours and slips of programs as they are', () => {
    const ours = fileError('a', system('EIO'));
    const slip = new TypeError('undefined is not a function');
    expect([fileError('b', ours), writeError('b', ours)]).toEqual([ours, ours]);
    expect([fileError('b', slip), writeError('b', slip)]).toEqual([slip, slip]);
  });
});
