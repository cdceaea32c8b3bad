import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderLives, thisHolder } from './holder.js';
import { Lease, readLease } from './lease.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-lease-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('holds what was noted until it is released', async () => {
  const path = join(folder, 'deep', 'lease');
  const lease = Lease.take(path);
  lease?.note('a');
  lease?.note('b');
  expect(await readLease(path)).toEqual(['a', 'b']);
  lease?.release();
  expect(await readLease(path)).toBeUndefined();
});

test('dies with its process, also where the number belongs to another one now', async () => {
  const path = join(folder, 'lease');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(path, `${JSON.stringify({ ...thisHolder(), process: pid })}\n`);
  expect(await readLease(path)).toBeUndefined();
  if (process.platform !== 'linux') return;
  expect(holderLives(thisHolder())).toBe(true);
  expect(holderLives({ ...thisHolder(), began: '1' })).toBe(false);
});

test('of another machine lives as long as it gives signs of life, whatever number its process has', async () => {
  const path = join(folder, 'lease');
  await writeFile(path, `${JSON.stringify({ process: 999_999_999, machine: 'elsewhere' })}\nkey\n`);
  expect(await readLease(path)).toEqual(['key']);
  await utimes(path, 0, 0);
  expect(await readLease(path)).toBeUndefined();
});

test('can be claimed by one process at a time, and after its death by the next', async () => {
  const path = join(folder, 'lock');
  const claims = await Promise.all(Array.from({ length: 5 }, () => Lease.claim(path)));
  expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  for (const claim of claims) claim?.release();
  await writeFile(path, `${JSON.stringify({ ...thisHolder(), process: 999_999_999 })}\n`);
  const next = await Lease.claim(path);
  expect(next).toBeDefined();
  expect(await Lease.claim(path)).toBeUndefined();
  next?.release();
  await expect(Lease.claim(join(folder, 'nowhere', 'lock'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('has one holder where several claim that of a dead process at once', async () => {
  const path = join(folder, 'lock');
  for (let round = 0; round < 20; round++) {
    await writeFile(path, `${JSON.stringify({ ...thisHolder(), process: 999_999_999 })}\n`);
    const claims = await Promise.all(Array.from({ length: 4 }, () => Lease.claim(path)));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    for (const claim of claims) claim?.release();
    expect(await readdir(folder)).toEqual([]);
  }
});

test('what a process that was killed while it claimed left behind goes', async () => {
  const path = join(folder, 'lock');
  await writeFile(`${path}.0a0a0a.part`, `${JSON.stringify({ ...thisHolder(), process: 999_999_999 })}\n`);
  const lease = await Lease.claim(path);
  expect(await readdir(folder)).toEqual(['lock']);
  // That of another process by now: this one was silent for too long.
  await writeFile(path, `${JSON.stringify({ process: 1, machine: 'elsewhere' })}\n`);
  lease?.release();
  expect(await readdir(folder)).toEqual(['lock']);
});

test('is not there where a folder cannot be written, and torn ones hold nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(Lease.take(join(folder, 'file', 'lease'))).toBeUndefined();
  for (const text of ['', '{', 'null', '{"process":"1","machine":1}']) {
    await writeFile(join(folder, 'torn'), text);
    expect(await readLease(join(folder, 'torn'))).toBeUndefined();
  }
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('');
});
