import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@selvedge/files';
import { Cache } from '../cache/cache.js';
import { createSigningKeys, SigningKey } from '../signing/signing-keys.js';
import { FolderStore } from './folder-store.js';
import { removeCheckpoints, SharedCheckpoints } from './shared-checkpoints.js';
import { type SharedOptions, SharedResults } from './shared-results.js';

const key = sha256('a step');
const NEVER_MS = 3_600_000;

let root: string;
let store: FolderStore;
let warnings: string[];
const open: SharedCheckpoints[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'selvedge-checkpoints-'));
  store = new FolderStore(join(root, 'store'));
  warnings = [];
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await rm(root, { recursive: true, force: true });
});

/** A worker of its own machine that begins the step. */
async function begun(name: string, options: SharedOptions = {}) {
  const shared = new SharedResults(store, { onWarning: (text) => warnings.push(text), ...options });
  const cache = new Cache(join(root, name), { shared });
  const checkpoints = new SharedCheckpoints(cache, shared, NEVER_MS);
  open.push(checkpoints);
  const folder = cache.checkpointDirOf(key);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'owner'), name);
  await checkpoints.begin(key, folder);
  const file = join(folder, 'training.safetensors');
  return {
    checkpoints,
    shared,
    write: (text: string) => writeFile(file, text),
    read: () => readFile(file, 'utf8').catch(() => 'nothing'),
    owner: () => readFile(join(folder, 'owner'), 'utf8'),
  };
}
const stored = async (): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const area of ['ac', 'cas'] as const) for await (const name of store.list(area)) found.push(`${area}/${name}`);
  return found;
};
/** Has something else where the newest record, or the bytes of a checkpoint, were. */
async function damage(area: 'ac' | 'cas', text: string, change: (content: string) => string): Promise<void> {
  for (const file of await readdir(join(root, 'store', area), { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (!file.isFile()) continue;
    const content = await readFile(path, 'utf8');
    if (content.includes(text)) await writeFile(path, change(content));
  }
}

test('another worker goes on with the newest checkpoint, under its own name', async () => {
  const first = await begun('first');
  for (const text of ['epoch 1', 'epoch 2', 'epoch 3']) {
    await first.write(text);
    await first.checkpoints.send();
  }
  const second = await begun('second');
  expect([await second.read(), await second.owner()]).toEqual(['epoch 3', 'second']);
  await second.write('epoch 4');
  await second.checkpoints.send();
  expect(await (await begun('third')).read()).toBe('epoch 4');
  expect((await stored()).filter((name) => name.startsWith('ac'))).toHaveLength(2); // the latest two
  expect(warnings).toEqual([]);
});

test('what a worker has itself stays where the store has nothing newer', async () => {
  const first = await begun('first');
  await first.write('epoch 1');
  await first.checkpoints.send();
  await first.write('epoch 2, not sent');
  expect(await (await begun('first')).read()).toBe('epoch 2, not sent');
});

test('nothing is sent where nothing is new', async () => {
  const first = await begun('first');
  await first.write('epoch 1');
  await first.checkpoints.send();
  const before = await stored();
  await first.checkpoints.send();
  expect(await stored()).toEqual(before);
});

test('both are removed once the result is there', async () => {
  const first = await begun('first');
  for (const text of ['epoch 1', 'epoch 2']) {
    await first.write(text);
    await first.checkpoints.send();
  }
  await first.checkpoints.remove();
  expect(await stored()).toEqual([]);
});

test('the end stays for a longer training, until it is removed by its key', async () => {
  const first = await begun('first');
  await first.write('epoch 1');
  await first.checkpoints.remove(new Set([key]));
  expect(await (await begun('second')).read()).toBe('epoch 1');
  await removeCheckpoints(first.shared, [key]);
  expect(await stored()).toEqual([]);
});

test.each([
  ['bytes that were changed', 'cas', 'epoch 2', (text: string) => text.replace('2', '7')],
  ['bytes that are missing in part', 'cas', 'epoch 2', () => 'epo'],
  ['a record that was changed', 'ac', '"sequence":2', (text: string) => text.replace('"sequence":2', '"sequence":9')],
  ['a record that is none', 'ac', '"sequence":2', () => '{}'],
  ['a name that leads elsewhere', 'ac', '"sequence":2', (text: string) => text.replace('training', '../training')],
] as const)('%s cost one checkpoint: the one before is taken', async (_, area, text, change) => {
  const first = await begun('first');
  for (const each of ['epoch 1', 'epoch 2']) {
    await first.write(each);
    await first.checkpoints.send();
  }
  await damage(area, text, change);
  const second = await begun('second');
  expect(await second.read()).toBe('epoch 1');
  expect(warnings).toHaveLength(1);
});

test('forged checkpoints are refused where there are keys', async () => {
  const signing = new SigningKey(createSigningKeys().privateKey, 'a key');
  const options = { trustedKeys: [signing.publicKey] };
  const forger = await begun('forger', { signing: new SigningKey(createSigningKeys().privateKey, 'another') });
  await forger.write('poison');
  await forger.checkpoints.send();
  const honest = await begun('honest', { ...options, signing });
  expect(await honest.read()).toBe('nothing');
  expect(warnings).toEqual([expect.stringMatching(/signed it, which is not trusted/)]);
  await honest.write('epoch 1');
  await honest.checkpoints.send();
  expect(await (await begun('next', { ...options, signing })).read()).toBe('epoch 1');
});
