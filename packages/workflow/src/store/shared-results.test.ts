import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sha256 } from '@selvedge/files';
import { Cache } from '../cache/cache.js';
import { createSigningKeys, SigningKey } from '../signing/signing-keys.js';
import { type Address, actionAddress, contentAddress } from './address.js';
import { contentOf, readWhole } from './content.js';
import { FolderStore } from './folder-store.js';
import { HttpStore } from './http-store.js';
import { type SharedOptions, SharedResults } from './shared-results.js';
import type { Store } from './store.js';
import { StoreFailure } from './store-failure.js';

const key = sha256('a');
const files = { 'a.bin': Buffer.from('some result'), 'b.json': Buffer.from('{}') };
const details = { label: 'fit x', seconds: 1, code: { data: 'abc' }, environment: { node: '20' } };
const quick = { firstWaitMs: 1 };

let root: string;
let store: FolderStore;
let warnings: string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'selvedge-shared-'));
  store = new FolderStore(join(root, 'store'));
  warnings = [];
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** The cache of one machine, with the store behind it. */
const machine = (name: string, options: SharedOptions = {}, behind: Store = store): Cache => {
  const shared = new SharedResults(behind, { patience: quick, onWarning: (text) => warnings.push(text), ...options });
  return new Cache(join(root, name), { shared });
};
const computed = async (name: string, options: SharedOptions = {}, what: typeof files = files): Promise<Cache> => {
  const cache = machine(name, options);
  await cache.put(key, 'fit', what, details);
  await cache.shared?.settled();
  return cache;
};
const newKey = (): SigningKey => new SigningKey(createSigningKeys().privateKey, 'a key');
const recordOf = async (at: string): Promise<string> => {
  const found = await store.get(actionAddress(at));
  return Buffer.from(await readWhole(found?.stream ?? Readable.from([]), 1e6, at)).toString();
};

describe('a result of one machine on another', () => {
  test('is there, byte for byte, with what is known of it', async () => {
    const { shared } = await computed('one');
    expect(shared?.writes).toBe(true);
    const other = machine('two');
    expect(await other.peek(key)).toMatchObject({ step: 'fit', ...details });
    const found = await other.get(key);
    expect(found).toMatchObject({ outcome: 'hit', entry: { key, step: 'fit', ...details } });
    expect(found.outcome === 'hit' && Buffer.from(found.files['a.bin']).toString()).toBe('some result');
    expect((await new Cache(join(root, 'two')).get(key)).outcome).toBe('hit'); // it is here now
    expect(warnings).toEqual([]);
  });

  test('is not asked for where the cache is looked after', async () => {
    await computed('one');
    expect(await machine('two').get(key, 'inspect')).toEqual({ outcome: 'miss' });
    expect(await machine('two').peek(key, 'here')).toBeUndefined();
  });

  test('stays as it was where a second machine has computed it, too', async () => {
    await computed('one');
    const before = await recordOf(key);
    await computed('two');
    expect(await recordOf(key)).toBe(before);
  });

  test('is sent by push, fetched by pull', async () => {
    const plain = new Cache(join(root, 'one'));
    await plain.put(key, 'fit', files, details);
    expect(await machine('one').push(key)).toBe(true);
    expect(await machine('two').pull(key)).toMatchObject({ key });
    expect(await machine('two').push(sha256('nothing'))).toBe(false);
    expect(await machine('two').pull(sha256('nothing'))).toBeUndefined();
  });

  test('is not written by a machine that may read alone', async () => {
    await computed('one', { writing: 'off' });
    expect(await store.has(actionAddress(key))).toBe(false);
  });
});

describe('what a store that lies gives', () => {
  const swapped = async (at: Address, text: string): Promise<void> => writeFile(store.pathOf(at), text);
  const isWrittenAgain = async (): Promise<void> => {
    const two = machine('two');
    expect(await two.get(key)).toEqual({ outcome: 'miss' });
    expect(warnings).toHaveLength(1);
    await two.put(key, 'fit', files, details);
    await two.shared?.settled();
    expect((await machine('three').get(key)).outcome).toBe('hit');
  };

  test.each([
    ['other bytes of the same length', 'same resulT'],
    ['fewer bytes', 'some'],
    ['no bytes', ''],
    ['more bytes', 'some result and more'],
  ])('%s are not used, and are written again', async (_, text) => {
    await computed('one');
    await swapped(contentAddress(sha256(files['a.bin'])), text);
    await isWrittenAgain();
  });

  test.each([
    ['the record of another step', (text: string) => text.replaceAll(key, sha256('b'))],
    ['a record with another digest', (text: string) => text.replace(sha256(files['a.bin']), sha256(files['b.json']))],
    ['a file that leads out of the folder', (text: string) => text.replace('a.bin', '../a.bin')],
    ['half a record', (text: string) => text.slice(0, text.length / 2)],
    ['a record of a later release', (text: string) => text.replace('"format":1', '"format":2')],
    ['nothing', () => ''],
    ['a list', () => '[]'],
    ['null', () => 'null'],
  ])('%s is not used, and is written again', async (_, change) => {
    await computed('one');
    await swapped(actionAddress(key), change(await recordOf(key)));
    await isWrittenAgain();
  });

  test('a record under the key of another step is not used, though everything in it is as it was signed', async () => {
    const signing = newKey();
    await computed('one', { signing, trustedKeys: [signing.publicKey] });
    const other = sha256('b');
    await store.put(actionAddress(other), contentOf(Buffer.from(await recordOf(key))));
    expect(await machine('two', { trustedKeys: [signing.publicKey] }).get(other)).toEqual({ outcome: 'miss' });
  });

  test('an endless record ends', async () => {
    const endless: Store = {
      name: 'endless',
      get: async () => ({ stream: Readable.from(forever()) }),
      has: async () => true,
      put: async () => 'present',
      list: () => store.list('ac'),
      remove: async () => true,
    };
    expect(await machine('two', {}, endless).get(key)).toEqual({ outcome: 'miss' });
  });
});

function* forever(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536, 32);
}

describe('signatures', () => {
  const [ours, theirs] = [newKey(), newKey()];
  const trustedKeys = [ours.publicKey];

  test('of a trusted key are taken', async () => {
    await computed('one', { signing: ours, trustedKeys });
    expect((await machine('two', { trustedKeys }).get(key)).outcome).toBe('hit');
  });

  test.each([
    ['without one', {}, /not signed/],
    ['with that of another key', { signing: theirs }, /not trusted/],
  ] as const)('a result %s is not used, and is written again by who may sign', async (_, options, why) => {
    await computed('one', options);
    const two = machine('two', { trustedKeys, signing: ours });
    expect(await two.get(key)).toEqual({ outcome: 'miss' });
    expect(warnings).toEqual([expect.stringMatching(why)]);
    await two.put(key, 'fit', files, details);
    await two.shared?.settled();
    expect((await machine('three', { trustedKeys }).get(key)).outcome).toBe('hit');
  });

  test('of somebody else under our name are not taken', async () => {
    await computed('one', { signing: theirs });
    const forged = (await recordOf(key)).replace(theirs.publicKey, ours.publicKey);
    await writeFile(store.pathOf(actionAddress(key)), forged);
    expect(await machine('two', { trustedKeys }).get(key)).toEqual({ outcome: 'miss' });
    expect(warnings).toEqual([expect.stringMatching(/not one for this record/)]);
  });

  test('who cannot sign what all others ask for writes nothing', async () => {
    await computed('one', { trustedKeys });
    expect(await store.has(actionAddress(key))).toBe(false);
  });
});

describe('a store that fails', () => {
  let server: Server | undefined;
  afterEach(() => server?.close().closeAllConnections());
  const serving = async (answer: Parameters<typeof createServer>[1]): Promise<Store> => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return new HttpStore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { silenceMs: 100 });
  };
  const goesOn = async (behind: Store): Promise<void> => {
    const cache = machine('one', {}, behind);
    for (let step = 0; step < 8; step++) {
      const at = sha256(`step ${step}`);
      expect(await cache.get(at)).toEqual({ outcome: 'miss' });
      await cache.put(at, 'fit', files, details);
    }
    await cache.shared?.settled();
  };

  test.each([
    ['says nothing', () => undefined],
    ['breaks off', (_, response) => response.destroy()],
    ['is ill', (_, response) => response.writeHead(503).end()],
    [
      'breaks off in the middle',
      (_, response) => response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy()),
    ],
    ['stops in the middle', (_, response) => response.writeHead(200, { 'content-length': 100 }).write('x')],
  ] as [string, NonNullable<Parameters<typeof createServer>[1]>][])(
    'and %s costs time alone, and one warning',
    async (_, answer) => {
      await goesOn(await serving(answer));
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatch(/goes on without/);
    },
  );

  test('and is not there costs one warning', async () => {
    await goesOn(new HttpStore('http://127.0.0.1:9'));
    expect(warnings).toHaveLength(1);
  });

  test('and sends to another server is not followed', async () => {
    const asked: string[] = [];
    await goesOn(
      await serving((request, response) => {
        asked.push(request.url ?? '');
        response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end();
      }),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringContaining('302')]);
  });

  test('and received other bytes is sent them again', async () => {
    let writes = 0;
    const flaky = await serving((request, response) => {
      const isFirst = request.method === 'PUT' && writes++ === 0;
      response.writeHead(isFirst ? 400 : request.method === 'PUT' ? 201 : 404).end();
    });
    const cache = machine('one', {}, flaky);
    await cache.put(key, 'fit', files, details);
    await cache.shared?.settled();
    expect(writes).toBe(4); // two files, one of them twice, and the record
    expect(warnings).toEqual([]);
  });

  test('and takes nothing is written to once', async () => {
    let writes = 0;
    const readOnly = await serving((request, response) => {
      if (request.method === 'PUT') writes++;
      response.writeHead(request.method === 'PUT' ? 403 : 404).end();
    });
    const cache = machine('one', {}, readOnly);
    for (let step = 0; step < 5; step++) {
      await cache.put(sha256(`step ${step}`), 'fit', files, details);
      await cache.shared?.settled();
    }
    expect(writes).toBe(1);
    expect(warnings).toEqual([expect.stringContaining('the token allows reading alone')]);
  });
});

test('a file that was fetched is what the cache has', async () => {
  await computed('one');
  const two = machine('two');
  await two.pull(key);
  expect(await readFile(join(two.folderOf(key), 'a.bin'), 'utf8')).toBe('some result');
});

describe('refusal()', () => {
  const refusal = (behind: Store, options: SharedOptions = {}) => new SharedResults(behind, options).refusal();

  test('is undefined where what is written stays, and leaves nothing behind', async () => {
    expect(await refusal(store)).toBeUndefined();
    for await (const name of store.list('cas')) throw new Error(`${name} is left`);
  });

  test('says why nothing would stay', async () => {
    const refusing: Store = Object.assign(Object.create(store) as Store, {
      put: () => Promise.reject(new StoreFailure('refused', 'http://store: the token allows reading alone')),
    });
    expect(await refusal(refusing)).toBe('http://store: the token allows reading alone');
    expect(await refusal(store, { writing: 'off' })).toMatch(/'off'/);
    expect(await refusal(store, { trustedKeys: [newKey().publicKey] })).toMatch(/SELVEDGE_STORE_KEY/);
    const gone: Store = Object.assign(Object.create(store) as Store, {
      put: () => Promise.reject(new StoreFailure('unreachable', 'http://store does not answer')),
    });
    expect(await refusal(gone)).toBeUndefined(); // it may come back
  });
});
