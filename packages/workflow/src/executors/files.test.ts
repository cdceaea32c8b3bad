import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@selvedge/files';
import { Cache, type CheckedFile } from '../cache/cache.js';
import { collectGarbage } from '../cache/garbage-collection.js';
import { node } from '../plan/node.js';
import type { StepEvent } from '../progress/events.js';
import { InProcessExecutor } from './in-process.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let ran = 0;
const step = node({
  id: 'fit/x',
  kind: 'fit',
  label: 'fit x',
  params: {},
  inputs: {},
  code: {},
  run: async () => ++ran,
  codec: {
    encode: () => ({ 'x.bin': new TextEncoder().encode('content') }),
    decode: () => 0,
  },
});
const text = ({ 'x.bin': { content, digest } }: Readonly<Record<string, CheckedFile>>) => {
  expect(digest).toBe(sha256(content));
  return new TextDecoder().decode(content);
};

describe('files(node)', () => {
  test('come from the cache, from memory or from a new computation, and are never missing', async () => {
    const cache = new Cache(folder);
    const clear = async () => {
      cache.release();
      await collectGarbage(cache, 0);
    };
    ran = 0;
    expect(text(await new InProcessExecutor({ cache }).files(step))).toBe('content');
    expect(text(await new InProcessExecutor({ cache }).files(step))).toBe('content');
    expect(ran).toBe(1);
    await clear();
    const executor = new InProcessExecutor({ cache });
    await executor.get(step);
    await clear();
    expect(text(await executor.files(step))).toBe('content');
    expect(ran).toBe(2);
    expect(await cache.peek(step.key)).toBeDefined(); // and it is in the cache again
    await clear();
    executor.keepOnly([]);
    expect(text(await executor.files(step))).toBe('content');
    expect(ran).toBe(3);
  });

  test('that are damaged are made again, with one warning', async () => {
    const cache = new Cache(folder);
    await new InProcessExecutor({ cache }).get(step);
    await writeFile(join(cache.folderOf(step.key), 'x.bin'), 'contenu');
    const events: StepEvent[] = [];
    const executor = new InProcessExecutor({ cache, onEvent: (event) => events.push(event) });
    expect(text(await executor.files(step))).toBe('content');
    expect(text(await executor.files(step))).toBe('content');
    expect(events.filter(({ event }) => event === 'note')).toHaveLength(1);
    expect((await cache.get(step.key)).outcome).toBe('hit');
  });

  test('are held for the time of the run', async () => {
    const cache = new Cache(folder);
    await new InProcessExecutor({ cache }).get(step);
    expect(await collectGarbage(new Cache(folder), 0)).toMatchObject({ entries: 0, held: 1 });
    cache.release();
    expect(await collectGarbage(new Cache(folder), 0)).toMatchObject({ entries: 1, held: 0 });
  });
});
