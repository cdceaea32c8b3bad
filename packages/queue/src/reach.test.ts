import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { postgresPrograms, redisProgram, type Service, startPostgres, startRedis } from '@selvedge/jest-tools/services';
import { jobQueue } from './job-queue.js';
import { workQueue } from './work-queue.js';

const CODE = 'c0de'.repeat(16);
const entry = pathToFileURL('/nowhere.mjs');

for (const [name, program, start, wrong] of [
  [
    'Redis',
    redisProgram,
    () => startRedis('right-one'),
    { url: (url: string) => url.replace('right-one', 'wr0ng'), why: /WRONGPASS/ },
  ],
  [
    'PostgreSQL',
    postgresPrograms,
    startPostgres,
    {
      url: (url: string) => url.replace(/postgres$/, 'nothing').replace('selvedge@', 'selvedge:wr0ng@'),
      why: /does not exist/,
    },
  ],
] as const) {
  const on = program === undefined ? describe.skip : describe;
  on(`${name} that is away at the beginning${program === undefined ? ', which is not installed here' : ''}`, () => {
    let service: Service;
    beforeAll(async () => {
      service = await start();
    });
    afterAll(() => service.close());

    test('is waited for by workers and by those who ask for them', async () => {
      await service.kill();
      const notes: string[] = [];
      const onNote = (text: string): void => void notes.push(text);
      const stop = new AbortController();
      const started = { name: 'patient', entry, machine: {}, code: CODE, signal: stop.signal, onNote };
      let isWorking = (): void => undefined;
      const working = new Promise<void>((resolve) => {
        isWorking = resolve;
      });
      const ended = workQueue(service.url, { ...started, onNews: () => isWorking() });
      while (notes.length === 0) await wait(20);
      const queue = await jobQueue(service.url, { onNote });
      const listed = queue.workers();
      while (notes.length < 2) await wait(20);
      await service.start();
      await Promise.race([working, ended]);
      await listed;
      stop.abort();
      await ended;
      await queue.close();
      expect(notes.slice(0, 2)).toEqual([
        expect.stringMatching(/^the queue \S+ does not answer \(connect ECONNREFUSED .*\); trying for 30 s\.$/),
        expect.stringMatching(/trying for 30 s/),
      ]);
      expect(notes.join()).not.toContain('right-one');
    });

    test('is given up after the patience, with what to do', async () => {
      await service.kill();
      const queue = await jobQueue(service.url, { patienceMs: 1000 });
      await expect(queue.workers()).rejects.toMatchObject({
        code: 'io',
        message: expect.stringMatching(
          /could not reach \S+ within 1 s: connect ECONNREFUSED.* Start it there, or name/,
        ),
      });
      const stopped = new AbortController();
      const onNote = (): void => stopped.abort();
      await workQueue(service.url, { entry, machine: {}, code: CODE, signal: stopped.signal, onNote });
      await service.start();
    });

    test('is not waited for where it refuses', async () => {
      const queue = await jobQueue(wrong.url(service.url));
      const refused = queue.workers();
      await expect(refused).rejects.toMatchObject({ code: 'io', message: expect.stringMatching(wrong.why) });
      await expect(refused).rejects.toMatchObject({ message: expect.not.stringMatching(/wr0ng|within/) });
    });
  });
}
