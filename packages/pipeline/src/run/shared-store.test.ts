import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderStore, serveStore } from '@selvedge/workflow';
import { createSigningKeys } from '@selvedge/workflow/signing';
import { base, options, ranIn, work } from '../../test/small-runs.js';
import { BUILT_IN } from '../registry/registry.js';
import { parseSpec } from '../spec/parse-spec.js';
import { planOf } from './plan-pipeline.js';
import { replay } from './replay.js';
import { listRuns } from './run-folder.js';
import type { RunOptions } from './run-options.js';
import { run } from './run-pipeline.js';
import { checkQueueStore, sharedStore } from './shared-store.js';

let store: string;
beforeEach(() => {
  store = join(work, 'store');
});

/** A machine with a cache of its own. */
const on = (machine: string, more: RunOptions = {}): RunOptions =>
  options({ cacheDirectory: join(work, machine), store, ...more });

const keysIn = async (): Promise<number> => {
  let count = 0;
  for await (const _ of new FolderStore(store).list('ac')) count++;
  return count;
};

test('what one machine has computed, another one finds: the same results, and nothing is computed', async () => {
  const first = await run(base, on('one'));
  expect(ranIn(first).length).toBeGreaterThan(3);
  const second = await run(base, on('two'));
  expect(ranIn(second)).toEqual([]);
  expect(second.results.digest).toBe(first.results.digest);
  const { steps } = await planOf(await parseSpec(base, on('three')), on('three'));
  expect(steps.filter(({ state }) => state === 'runs')).toEqual([]);
});

test('a server does the same, and one that is gone costs a warning alone', async () => {
  const { url, close } = await serveStore({ directory: store, port: 0 });
  const first = await run(base, on('one', { store: url }));
  expect(ranIn(await run(base, on('two', { store: url })))).toEqual([]);
  await close();
  const texts: string[] = [];
  const onEvent: RunOptions['onEvent'] = (event) => {
    if (event.event === 'note' && event.level === 'warning') texts.push(event.text);
  };
  const third = await run(base, on('three', { store: url, onEvent }));
  expect(third.results.digest).toBe(first.results.digest);
  expect(texts.filter((text) => text.includes('goes on without'))).toHaveLength(1);
});

test('worker processes share the store, too', async () => {
  const first = await run(base, on('one', { workers: 2 }));
  const second = await run(base, on('two'));
  expect(ranIn(second)).toEqual([]);
  expect(second.results.digest).toBe(first.results.digest);
});

test('a replay computes everything itself', async () => {
  const runs = join(work, 'runs');
  await run(base, on('one'));
  const entries = await keysIn();
  const [listed] = await listRuns(runs);
  expect((await replay(listed)).same).toBe(true);
  expect(await keysIn()).toBe(entries);
});

test('a password in the address is in no event, and in no file of the run or the cache', async () => {
  const { url, close } = await serveStore({ directory: store, port: 0 });
  const address = url.replace('//', '//ada:s3cret@');
  const events: unknown[] = [];
  await run(base, on('one', { store: address, onEvent: (event) => void events.push(event) }));
  await close();
  await run(base, on('two', { store: address, onEvent: (event) => void events.push(event) })); // warns
  expect(JSON.stringify(events)).toContain('***@');
  expect(JSON.stringify(events)).not.toContain('s3cret');
  const files = (await readdir(work, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  expect(files.length).toBeGreaterThan(20);
  for (const file of files)
    expect((await readFile(join(file.parentPath, file.name), 'latin1')).includes('s3cret')).toBe(false);
});

describe('a machine whose token allows reading alone', () => {
  const { SELVEDGE_STORE_TOKEN } = process.env;
  afterEach(() => setToken(SELVEDGE_STORE_TOKEN));
  const setToken = (token: string | undefined): void => {
    if (token === undefined) delete process.env['SELVEDGE_STORE_TOKEN'];
    else process.env['SELVEDGE_STORE_TOKEN'] = token;
  };

  test('finds what others computed, and can neither add nor replace a result', async () => {
    const tokens = { read: ['token-for-reading'], write: ['token-for-writing'] };
    const { url, close } = await serveStore({ directory: store, port: 0, tokens });
    setToken('token-for-reading');
    const alone = await run(base, on('one', { store: url }));
    expect(await keysIn()).toBe(0);
    setToken('token-for-writing');
    await run(base, on('two', { store: url }));
    const written = await keysIn();
    setToken('token-for-reading');
    const last = await run(base, on('three', { store: url }));
    await run({ ...base, models: [{ name: 'other', model: { kind: 'knn', k: 5 } }] }, on('four', { store: url }));
    expect(ranIn(last)).toEqual([]);
    expect(last.results.digest).toBe(alone.results.digest);
    expect(await keysIn()).toBe(written);
    await close();
  });

  test('can be no part of a queue', async () => {
    const tokens = { read: ['token-for-reading'], write: ['token-for-writing'] };
    const { url, close } = await serveStore({ directory: store, port: 0, tokens });
    const check = (token: string): Promise<void> => {
      setToken(token);
      return checkQueueStore(
        'worker',
        sharedStore(url, BUILT_IN, () => undefined),
      );
    };
    await expect(check('token-for-reading')).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/keeps nothing: .*the token allows reading alone.*SELVEDGE_STORE_TOKEN/),
    });
    await expect(check('token-of-nobody')).rejects.toThrow(/keeps nothing/);
    await check('token-for-writing');
    await close();
    await expect(checkQueueStore('worker', undefined)).rejects.toThrow(/^worker: .*there is none. Pass --store URL/);
  });
});

test('off is no store, whatever the configuration names', () => {
  expect(sharedStore('off', { store: { url: store } }, () => undefined)).toBeUndefined();
  expect(sharedStore(undefined, BUILT_IN, () => undefined)).toBeUndefined();
  expect(sharedStore(undefined, { store: { url: store } }, () => undefined)?.store.name).toBe(store);
});

describe('with trusted keys', () => {
  const { SELVEDGE_STORE_KEY } = process.env;
  afterEach(() => setKey(SELVEDGE_STORE_KEY));
  const setKey = (file: string | undefined): void => {
    if (file === undefined) delete process.env['SELVEDGE_STORE_KEY'];
    else process.env['SELVEDGE_STORE_KEY'] = file;
  };
  const keyFile = async (name: string): Promise<{ readonly file: string; readonly publicKey: string }> => {
    const { privateKey, publicKey } = createSigningKeys();
    const file = join(work, name);
    await writeFile(file, privateKey);
    return { file, publicKey };
  };

  test('only what one of them has signed is used, and who has no key sends nothing', async () => {
    const { file, publicKey } = await keyFile('key.pem');
    const registry = { ...BUILT_IN, store: { url: store, trustedKeys: [publicKey] } };
    await run(base, on('one', { registry }));
    expect(await keysIn()).toBe(0);
    await run(base, on('unsigned')); // by somebody who asks for no signatures
    expect(ranIn(await run(base, on('two', { registry })))).not.toEqual([]);
    setKey(file);
    await run(base, on('three', { registry }));
    setKey(undefined);
    expect(ranIn(await run(base, on('four', { registry })))).toEqual([]);
  });

  test('a key that is not among them is refused, and so is a file without one', async () => {
    const { publicKey } = await keyFile('key.pem');
    setKey((await keyFile('other.pem')).file);
    const opening = (): unknown =>
      sharedStore(undefined, { store: { url: store, trustedKeys: [publicKey] } }, () => undefined);
    expect(opening).toThrow(/not among store.trustedKeys/);
    setKey(join(work, 'nothing.pem'));
    expect(opening).toThrow(/selvedge model keygen/);
  });
});
