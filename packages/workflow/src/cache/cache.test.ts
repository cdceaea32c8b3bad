import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@selvedge/files';
import { machineTag } from '../lease/holder.js';
import { Cache } from './cache.js';
import { canonicalJson } from './canonical-json.js';
import { claimCheckpointDir, removeCheckpointDir } from './checkpoint-directory.js';
import type { CacheEntry } from './entry.js';
import { collectGarbage, listEntries, verifyEntries } from './garbage-collection.js';

let folder: string;
let cache: Cache;
const key = sha256('a');
const content = new TextEncoder().encode('some result, long enough to be damaged in many places');
const details = { label: 'fit x', seconds: 1 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-cache-'));
  cache = new Cache(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('Cache', () => {
  test('gives back what was put', async () => {
    expect(await cache.get(key)).toEqual({ outcome: 'miss' });
    await cache.put(key, 'fit', { 'a.bin': content, 'b.json': new Uint8Array(0) }, details);
    const found = await cache.get(key);
    expect(found).toMatchObject({ outcome: 'hit', entry: { step: 'fit', label: 'fit x', seconds: 1 } });
    if (found.outcome === 'hit') expect(new Uint8Array(found.files['a.bin'])).toEqual(content);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  test('keeps the entry of the process that was first', async () => {
    await Promise.all(Array.from({ length: 8 }, () => cache.put(key, 'fit', { 'a.bin': content }, details)));
    expect((await cache.get(key)).outcome).toBe('hit');
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  test('notices 1,000 damages: flipped bits, cut and emptied files, files of other entries', async () => {
    const other = sha256('b');
    await cache.put(other, 'fit', { 'a.bin': new TextEncoder().encode('another result') }, details);
    let noticed = 0;
    for (let trial = 0; trial < 1000; trial++) {
      await cache.put(key, 'fit', { 'a.bin': content }, details);
      const path = join(cache.folderOf(key), 'a.bin');
      if (trial % 50 === 1) await truncate(path, trial % content.length);
      else if (trial % 50 === 2) await truncate(path, 0);
      else if (trial % 50 === 3) await copyFile(join(cache.folderOf(other), 'a.bin'), path);
      else {
        const bytes = await readFile(path);
        bytes[trial % bytes.length] ^= 1 << (trial % 8);
        await writeFile(path, bytes);
      }
      if ((await cache.get(key)).outcome === 'damaged') noticed++;
    }
    expect(noticed).toBe(1000);
    expect(await cache.get(key)).toEqual({ outcome: 'miss' }); // the damaged entry is gone
  });

  test('takes a record without its file, or of another entry, for damage, and files without a record for a miss', async () => {
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    await rm(join(cache.folderOf(key), 'a.bin'));
    expect(await cache.get(key)).toMatchObject({ outcome: 'damaged', reason: 'a.bin is missing' });
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    await writeFile(join(cache.folderOf(key), 'entry.json'), '{"key":"other"}');
    expect((await cache.get(key)).outcome).toBe('damaged');
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    await rm(join(cache.folderOf(key), 'entry.json'));
    expect(await cache.get(key)).toEqual({ outcome: 'miss' });
    expect(await cache.put(key, 'fit', { 'a.bin': content }, details)).toBeDefined();
    expect((await cache.get(key)).outcome).toBe('hit');
  });

  test('never follows a name out of its folder', async () => {
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    const path = join(cache.folderOf(key), 'entry.json');
    const text = await readFile(path, 'utf8');
    // As earlier releases wrote it, without a digest of the record.
    const { digest: _, ...record } = JSON.parse(text);
    await writeFile(path, JSON.stringify(record));
    expect((await cache.get(key)).outcome).toBe('hit');
    await writeFile(path, JSON.stringify(record).replace('a.bin', '../../../a.bin'));
    expect((await cache.get(key)).outcome).toBe('damaged');
  });

  test.each<[string, (record: CacheEntry) => object]>([
    ['without one of its files', ({ files }) => ({ files: files.slice(1) })],
    ['without files', () => ({ files: [] })],
    ['of another time', () => ({ created: '2000-01-01T00:00:00.000Z' })],
    ['of other code', () => ({ code: { data: '0' } })],
    ['with another field', () => ({ digests: 1, digest: undefined })],
  ])('takes a record %s for damage', async (_, changes) => {
    await cache.put(key, 'fit', { 'a.bin': content, 'b.bin': content }, details);
    const path = join(cache.folderOf(key), 'entry.json');
    const record = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...record, ...changes(record) }));
    expect((await cache.get(key)).outcome).toBe('damaged');
    expect(await cache.get(key)).toEqual({ outcome: 'miss' });
  });
});

describe('garbage collection in a cache', () => {
  test('gc removes what was not used for longest', async () => {
    const keys = ['1', '2', '3'].map((each) => sha256(each));
    for (const each of keys) {
      await cache.put(each, 'fit', { 'a.bin': content }, details);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await cache.get(keys[0]);
    expect(await collectGarbage(cache, 2 * content.length)).toMatchObject({ entries: 1, bytes: content.length });
    expect((await listEntries(cache)).map((entry) => entry.key).sort()).toEqual([keys[0], keys[2]].sort());
    expect(await collectGarbage(cache, 0)).toMatchObject({ entries: 2 });
    expect(await listEntries(cache)).toEqual([]);
  });

  test('gc removes what killed processes left, and nothing of those that live', async () => {
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    // A process of another machine that shares the folder may have a number that is free here.
    const alive = [`${process.pid}-${machineTag()}-1`, '999999999-0a0a0a0a-1'];
    for (const name of [...alive, `999999999-${machineTag()}-1`, 'dead-1'])
      await writeFile(join(folder, 'tmp', name), '');
    await collectGarbage(cache, 1e9);
    expect(await readdir(join(folder, 'tmp'))).toEqual(alive.toSorted());
  });

  test('gc and clear keep what a process at work holds, and take it when that process has ended', async () => {
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    const reader = new Cache(folder);
    reader.hold(key);
    expect(await collectGarbage(cache, 0)).toEqual({ entries: 0, bytes: 0, held: 1, refused: 0 });
    const [lease] = await readdir(cache.leases);
    const text = await readFile(join(cache.leases, lease), 'utf8');
    await writeFile(join(cache.leases, lease), text.replace(`"process":${process.pid}`, '"process":999999999'));
    expect(await collectGarbage(cache, 0)).toMatchObject({ entries: 1, held: 0 });
    expect(await readdir(cache.leases)).toEqual([]);
    reader.release();
  });

  test('gc of a read-only cache does not say that it freed space', async () => {
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    const above = join(cache.folderOf(key), '..');
    await chmod(above, 0o500);
    await chmod(cache.folderOf(key), 0o500);
    try {
      const isRoot = process.getuid?.() === 0; // root writes anywhere
      expect(await collectGarbage(cache, 0)).toMatchObject(
        isRoot ? { entries: 1 } : { entries: 0, bytes: 0, refused: 1 },
      );
    } finally {
      await chmod(above, 0o700);
      await chmod(cache.folderOf(key), 0o700).catch(() => undefined);
    }
  });

  test('a time ahead of the clock makes nothing immortal', async () => {
    const future = new Date(Date.now() + 400 * 24 * 3600 * 1000);
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    await utimes(cache.folderOf(key), future, future);
    const [entry] = await listEntries(cache);
    expect(entry.used.getTime()).toBeLessThanOrEqual(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 20));
    await cache.put(sha256('young'), 'fit', { 'a.bin': content }, details);
    expect((await listEntries(cache)).map((each) => each.key)).toEqual([sha256('young'), key]);
    await mkdir(join(folder, 'tmp', 'dusty'), { recursive: true });
    await utimes(join(folder, 'tmp', 'dusty'), future, future);
    await collectGarbage(cache, 1e9);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  test('verify does not count as use', async () => {
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    await utimes(cache.folderOf(key), 1000, 1000);
    await verifyEntries(cache);
    expect((await stat(cache.folderOf(key))).mtimeMs).toBe(1_000_000);
  });

  test('verify finds and removes damage', async () => {
    await cache.put(key, 'fit', { 'a.bin': content }, details);
    await writeFile(join(cache.folderOf(key), 'a.bin'), 'x');
    expect(await verifyEntries(cache)).toMatchObject({ checked: 1, damaged: [{ key }] });
    expect(await verifyEntries(cache)).toEqual({ checked: 0, damaged: [] });
  });
});

test('canonicalJson gives equal texts for equal values, whatever the order of the keys', () => {
  expect(canonicalJson({ b: [1, undefined, null], a: { d: 1, c: undefined } })).toBe('{"a":{"d":1},"b":[1,null,null]}');
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});

describe('claimCheckpointDir(cache, key)', () => {
  test('is one folder for this process and its successors, and another while its owner lives', async () => {
    const first = await claimCheckpointDir(cache, key);
    expect(await claimCheckpointDir(cache, key)).toBe(first);
    await writeFile(join(first, 'owner'), String(process.ppid)); // somebody who lives
    const other = await claimCheckpointDir(cache, key);
    expect(other).toBe(`${first}-${process.pid}`);
    await removeCheckpointDir(cache, key);
    expect(await readdir(join(cache.directory, 'checkpoints'))).toEqual([key]);
    await writeFile(join(first, 'owner'), '999999999'); // somebody who was killed
    await writeFile(join(first, 'training'), 'x');
    expect(await claimCheckpointDir(cache, key)).toBe(first);
    expect(await readFile(join(first, 'training'), 'utf8')).toBe('x');
    await removeCheckpointDir(cache, key);
    expect(await readdir(join(cache.directory, 'checkpoints'))).toEqual([]);
  });

  test('garbage collection removes checkpoints that nobody has gone on with for two weeks', async () => {
    const [old, young] = ['old', 'young'].map((name) => cache.checkpointDirOf(name));
    for (const each of [old, young]) {
      await mkdir(each, { recursive: true });
      await writeFile(join(each, 'training'), 'x');
    }
    const then = new Date(Date.now() - 15 * 24 * 3600 * 1000);
    for (const path of [join(old, 'training'), old]) await utimes(path, then, then);
    await collectGarbage(cache, 1e9);
    expect(await readdir(join(cache.directory, 'checkpoints'))).toEqual(['young']);
  });
});
