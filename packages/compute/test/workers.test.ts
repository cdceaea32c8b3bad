import { type Progress, SelvedgeError } from '@selvedge/data';
import type { PoolOptions, WorkerContext, WorkerPool } from '../src/types.js';
import { createWorkerPool, shareMatrix, spawnWorker, Worker } from '../src/workers.js';

type Echo = {
  double(value: number): number;
  sum(matrix: { values: Uint8Array }): number;
  refuse(code: string): never;
  crash(nothing: null): never;
  moved(length: number): Float32Array;
  count(total: number, context: WorkerContext): number;
  untilAborted(nothing: null, context: WorkerContext): string;
};

const echo = (): Worker => new Worker(new URL('./echo.worker.mjs', import.meta.url), { type: 'module' });
const open = (): ReturnType<typeof spawnWorker<Echo>> => spawnWorker<Echo>(echo);
const pools: WorkerPool<Echo>[] = [];
function pool(options: PoolOptions): WorkerPool<Echo> {
  const made = createWorkerPool<Echo>(echo, options);
  pools.push(made);
  return made;
}
afterEach(() => Promise.all(pools.splice(0).map((each) => each.close())));

describe('spawnWorker(start)', () => {
  test('answers calls, several at a time', async () => {
    const worker = open();
    await expect(Promise.all([1, 2, 3].map((value) => worker.call('double', value)))).resolves.toEqual([2, 4, 6]);
    await worker.close();
  });

  test('keeps the code of a SelvedgeError and survives it', async () => {
    const worker = open();
    const error: unknown = await worker.call('refuse', 'shape-mismatch').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SelvedgeError);
    expect(error).toMatchObject({ code: 'shape-mismatch', message: 'refused with shape-mismatch' });
    await expect(worker.call('double', 4)).resolves.toBe(8);
    await worker.close();
  });

  test('reports progress and moves results', async () => {
    const worker = open();
    const seen: Progress[] = [];
    await worker.call('count', 3, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done }) => done)).toEqual([1, 2, 3]);
    expect(await worker.call('moved', 5)).toEqual(new Float32Array(5).fill(1));
    await worker.close();
  });

  test('stops a busy method when its signal fires', async () => {
    const worker = open();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const call = worker.call('untilAborted', null, { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    await worker.close();
  });

  test('fails the calls of a thread that dies', async () => {
    const worker = open();
    await expect(worker.call('crash', null)).rejects.toThrow(/exit code 3/);
    expect(worker.ended).toBe(true);
    await expect(worker.call('double', 1)).rejects.toThrow(/exit code 3/);
  });
});

describe('createWorkerPool(start, options)', () => {
  test('gives results in the order of the requests, with any number of threads', async () => {
    const requests = Array.from({ length: 20 }, (_, at) => at);
    for (const threads of [1, 3]) {
      expect(await pool({ threads }).map('double', requests)).toEqual(requests.map((at) => at * 2));
    }
  });

  test('shares a matrix without copying it for each thread', async () => {
    const shared = shareMatrix({ values: Uint8Array.of(1, 2, 3, 4), rows: 2, columns: 2 });
    expect(shareMatrix(shared).values).toBe(shared.values);
    expect(await pool({ threads: 2 }).map('sum', [shared, shared])).toEqual([10, 10]);
  });

  test('throws the first failure of a map and stays usable', async () => {
    const workers = pool({ threads: 2 });
    await expect(workers.map('refuse', ['io', 'io'])).rejects.toMatchObject({ code: 'io' });
    expect(await workers.run('double', 3)).toBe(6);
  });

  test('replaces a thread that died', async () => {
    const workers = pool({ threads: 1 });
    const crash = workers.run('crash', null);
    const after = workers.run('double', 21);
    await expect(crash).rejects.toThrow(/exit code 3/);
    expect(await after).toBe(42);
  });

  test('starts idle threads again', async () => {
    const workers = pool({ threads: 1, idleMs: 20 });
    expect(await workers.run('double', 1)).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await workers.run('double', 2)).toBe(4);
  });

  test.each([0, 1.5, 257, Number.NaN])('refuses %p threads', (threads) => {
    expect(() => pool({ threads })).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
