import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '@selvedge/files';
import { s3StandIn } from '../../test/s3-stand-in.js';
import { serveStore } from '../store-server/serve-store.js';
import { type Address, actionAddress, contentAddress, parseAddress } from './address.js';
import { contentOf, readWhole } from './content.js';
import { FolderStore } from './folder-store.js';
import { openStore } from './open-store.js';
import type { Store } from './store.js';
import { StoreFailure } from './store-failure.js';

const bytes = new TextEncoder().encode('some bytes');
const address = contentAddress(sha256(bytes));

interface Opened {
  readonly store: Store;
  readonly folder: string;
  /** Where its bytes lie. */
  pathOf(address: Address): string;
  close(): Promise<void>;
}

const kinds: Readonly<Record<string, (folder: string) => Promise<Opened>>> = {
  async folder(folder) {
    const store = new FolderStore(folder);
    return { store: openStore(folder), folder, pathOf: (at) => store.pathOf(at), close: async () => undefined };
  },
  async server(folder) {
    const { url, close } = await serveStore({ directory: folder, port: 0 });
    const store = new FolderStore(folder);
    return { store: openStore(url), folder, pathOf: (at) => store.pathOf(at), close };
  },
  async bucket(folder) {
    const { environment, pathOf, close } = await s3StandIn(folder, 'results');
    const store = openStore('s3://results/team/a', { environment });
    return { store, folder, pathOf: (at) => pathOf(`team/a/${at}`), close };
  },
};

describe.each(Object.entries(kinds))('a store: %s', (_, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open(await mkdtemp(join(tmpdir(), 'selvedge-store-')));
  });
  afterEach(async () => {
    await opened.close();
    await rm(opened.folder, { recursive: true, force: true });
  });
  const contents = async (at: Address): Promise<string | undefined> => {
    const found = await opened.store.get(at);
    return found && new TextDecoder().decode(await readWhole(found.stream, 1000, at));
  };
  const inFolder = (at: Address): string => opened.pathOf(at);

  test('gives what was put, and says what it has', async () => {
    const { store } = opened;
    expect(await store.get(address)).toBeUndefined();
    expect(await store.has(address)).toBe(false);
    expect(await store.put(address, contentOf(bytes))).toBe('written');
    expect(await store.has(address)).toBe(true);
    expect(await contents(address)).toBe('some bytes');
    expect((await store.get(address))?.bytes).toBe(bytes.length);
  });

  test('keeps what was put first', async () => {
    const { store } = opened;
    const key = actionAddress(sha256('key'));
    expect(await store.put(key, contentOf(bytes))).toBe('written');
    expect(await store.put(key, contentOf(Buffer.from('other')))).toBe('present');
    expect(await contents(key)).toBe('some bytes');
  });

  test('has one winner among twenty writers', async () => {
    const key = actionAddress(sha256('key'));
    const writing = Array.from({ length: 20 }, (_, at) =>
      opened.store.put(key, contentOf(Buffer.from(`writer ${at}`))),
    );
    const results = await Promise.all(writing);
    expect(results.filter((result) => result === 'written')).toHaveLength(1);
    expect(await contents(key)).toBe(`writer ${results.indexOf('written')}`);
  });

  test('takes no bytes under the digest of others', async () => {
    const other = contentOf(Buffer.from('other bytes'));
    await expect(opened.store.put(address, { ...other, digest: sha256(bytes) })).rejects.toThrow(/SHA-256/);
    expect(await opened.store.has(address)).toBe(false);
  });

  test('gives no damaged bytes, and takes them again', async () => {
    const { store } = opened;
    await store.put(address, contentOf(bytes));
    await writeFile(inFolder(address), 'some bytez');
    // A server may notice before it has answered, and then has nothing.
    const read = await contents(address).catch((error: unknown) => error);
    expect(read === undefined || read instanceof StoreFailure).toBe(true);
    expect(await store.put(address, contentOf(bytes))).toBe('written');
    expect(await contents(address)).toBe('some bytes');
  });

  test('lists its names in order, more than fit into one answer', async () => {
    const { store } = opened;
    const keys = Array.from({ length: 1203 }, (_, at) => sha256(String(at))).sort();
    for (const key of keys) {
      const path = inFolder(actionAddress(key));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, '');
    }
    const listed: string[] = [];
    for await (const name of store.list('ac')) listed.push(name);
    expect(listed).toEqual(keys);
  });

  test('removes', async () => {
    const { store } = opened;
    await store.put(address, contentOf(bytes));
    expect(await store.remove(address)).toBe(true);
    expect(await store.remove(address)).toBe(false);
    expect(await store.has(address)).toBe(false);
  });

  test('stores nothing of a file that cannot be read to its end', async () => {
    const { store, folder } = opened;
    const content = { ...contentOf(bytes), bytes: bytes.length + 5 };
    await expect(store.put(address, content)).rejects.toMatchObject({ name: 'StoreFailure' });
    expect(await store.has(address)).toBe(false);
    await writeFile(join(folder, 'x'), bytes);
    expect(await store.put(address, contentOf(await readFile(join(folder, 'x'))))).toBe('written');
  });
});

test.each([
  '../x',
  'ac/../../x',
  'ac/x',
  `ac/${'a'.repeat(63)}G`,
  `cas/${'a'.repeat(65)}`,
  'nx/..',
  'nx/a/b',
  'x/y',
  '/etc',
  '',
])('parseAddress(%j) leads nowhere', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each(['../x', '', 'A'.repeat(64)])('an address of %j is refused', (name) => {
  expect(() => contentAddress(name)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
});

test.each(['ftp://host/x', 'http://', '', 's4://bucket', 'file://host/x'])('openStore(%j) is refused', (text) => {
  expect(() => openStore(text)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
});

test('the name of a store and its errors have no password', async () => {
  const store = openStore('http://ada:s3cret@127.0.0.1:9/x');
  expect(store.name).toBe('http://***@127.0.0.1:9/x');
  const error = await store.has(address).catch((cause: Error) => cause);
  expect((error as Error).message).not.toContain('s3cret');
  expect(() => openStore('ftp://ada:s3cret@host')).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
  );
});

test('a folder removes what writers that were killed have left, and not what is being written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-store-'));
  const path = new FolderStore(folder).pathOf(address);
  await mkdir(dirname(path), { recursive: true });
  const [old, young] = [`${path}.0a.part`, `${path}.0b.part`];
  for (const part of [old, young]) await writeFile(part, 'half of it');
  const hours = new Date(Date.now() - 2 * 3_600_000);
  await utimes(old, hours, hours);
  await new FolderStore(folder).put(address, contentOf(bytes));
  await expect(stat(old)).rejects.toMatchObject({ code: 'ENOENT' });
  expect((await stat(young)).size).toBe(10);
  await rm(folder, { recursive: true });
});
