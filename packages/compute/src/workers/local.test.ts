import { type Progress, SelvedgeError } from '@selvedge/data';
import { isQuick, localWorker } from './local.js';
import { createLocalPool } from './pool.js';
import type { WorkerContext } from './serve.js';

const methods = {
  fill({ own, shared }: { own: Float64Array; shared: Float64Array }): number {
    own.fill(7);
    shared.fill(7);
    return own.length;
  },
  refuse(code: 'shape-mismatch'): never {
    throw new SelvedgeError(code, `refused with ${code}`);
  },
  count(total: number, context: WorkerContext): number {
    for (let done = 1; done <= total; done++) context.report({ step: 'count', done, total });
    return total;
  },
  async untilAborted(_nothing: null, context: WorkerContext): Promise<void> {
    for (;;) {
      context.throwIfAborted('count');
      await new Promise((done) => setTimeout(done, 1));
    }
  },
  async slow({ log, name }: { log: (text: string) => void; name: string }): Promise<string> {
    log(`${name} begins`);
    await new Promise((done) => setTimeout(done, 1));
    log(`${name} ends`);
    return name;
  },
};
const load = async (): Promise<typeof methods> => methods;

describe('localWorker(load)', () => {
  test('gives methods copies of what a thread would get copies of', async () => {
    const own = new Float64Array(2);
    const shared = new Float64Array(new SharedArrayBuffer(16));
    await expect(localWorker(load).call('fill', { own, shared })).resolves.toBe(2);
    expect([...own, ...shared]).toEqual([0, 0, 7, 7]);
  });

  test('keeps errors and reports progress', async () => {
    const worker = localWorker(load);
    await expect(worker.call('refuse', 'shape-mismatch')).rejects.toMatchObject({ code: 'shape-mismatch' });
    const seen: Progress[] = [];
    await worker.call('count', 3, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done }) => done)).toEqual([1, 2, 3]);
  });

  test('stops when its signal fires, and begins nothing after', async () => {
    const worker = localWorker(load);
    const controller = new AbortController();
    const call = worker.call('untilAborted', null, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    const { signal } = controller;
    await expect(worker.call('count', 3, { signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  test('lets timers have their turn between calls that follow each other', async () => {
    const worker = localWorker(load);
    let rang = false;
    setTimeout(() => {
      rang = true;
    }, 0);
    while (!rang) await worker.call('count', 1000);
    expect(rang).toBe(true);
  });
});

describe('createLocalPool(load)', () => {
  test('does one call at a time, in order', async () => {
    const pool = createLocalPool(load);
    const lines: string[] = [];
    const log = (text: string): void => void lines.push(text);
    const names = ['a', 'b', 'c'];
    await expect(Promise.all(names.map((name) => pool.run('slow', { log, name })))).resolves.toEqual(names);
    expect(lines).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
  });
});

test('isQuick: what one thread does in about 20 ms', () => {
  expect([1e6, 1e9, Number.POSITIVE_INFINITY].map(isQuick)).toEqual([true, false, false]);
});
