import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { postgresPrograms, redisProgram, type Service, startPostgres, startRedis } from '@selvedge/jest-tools/services';
import type { AddJob, JobQueue, QueuedJob, QueueWork } from '@selvedge/workflow/types';
import { type Done, PROCESS } from '../test/process.js';
import { connect } from './connect.js';
import { queueName } from './job-data.js';
import { jobQueue } from './job-queue.js';
import { type WorkQueueOptions, workQueue } from './work-queue.js';

const CODE = 'c0de'.repeat(16);
const SETTING = '5e'.repeat(32);
const idOf = (at: number): string => at.toString(16).padStart(64, '0');

interface Task {
  readonly name: string;
  readonly [what: string]: unknown;
}

let folder: string;
let log: string;
let entry: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-queue-'));
  await writeFile(join(folder, 'process.mjs'), PROCESS);
  entry = pathToFileURL(join(folder, 'process.mjs'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const services = [
  ['Redis', redisProgram, startRedis],
  ['PostgreSQL', postgresPrograms, startPostgres],
] as const;

for (const [name, program, start] of services) {
  const on = program === undefined ? describe.skip : describe;
  on(`a queue on ${name}${program === undefined ? ', which is not installed here' : ''}`, () => {
    let service: Service;
    let queue: JobQueue;
    let code: string;
    let count = 0;
    const stops: AbortController[] = [];
    const ends: Promise<void>[] = [];
    beforeAll(async () => {
      service = await start();
    });
    afterAll(() => service.close());
    beforeEach(async () => {
      code = String(++count).padStart(4, '0') + CODE.slice(4); // each test has a queue of its own
      log = join(folder, `log-${name}-${count}`);
      await writeFile(log, '');
      queue = await jobQueue(service.url);
    });
    afterEach(async () => {
      for (const stop of stops.splice(0)) stop.abort();
      await Promise.all(ends.splice(0));
      await queue.close();
    });
    const notes: string[] = [];
    const worker = (more: Partial<WorkQueueOptions> = {}): AbortController => {
      const stop = new AbortController();
      stops.push(stop);
      const onNote = (text: string): void => void notes.push(text);
      ends.push(workQueue(service.url, { entry, machine: { log }, code, signal: stop.signal, onNote, ...more }));
      return stop;
    };
    const jobsOf = (...tasks: readonly Task[]): QueuedJob<Task>[] =>
      tasks.map((task, at) => ({ id: idOf(at + 1), label: task.name, task }));
    const work = (
      jobs: readonly QueuedJob<Task>[],
      more: Partial<QueueWork<unknown>> = {},
      feed?: (add: AddJob<Task, Done>) => Promise<void>,
    ): Promise<ReadonlyMap<string, Done | undefined>> =>
      queue.work(
        jobs,
        {
          code,
          setting: SETTING,
          isThere: async () => true,
          onEvent: () => undefined,
          onNote: (text) => void notes.push(text),
          ...more,
        },
        feed,
      );
    const logged = async (): Promise<readonly string[]> => (await readFile(log, 'utf8')).trim().split('\n');
    const signalOf = (name: string): string => `${log}-${name}`;
    const until = async (condition: () => Promise<boolean>): Promise<void> => {
      while (!(await condition())) await wait(20);
    };

    test('hands jobs to workers and brings results and events back, without secrets', async () => {
      worker({ name: 'one' });
      worker({ name: 'two', concurrency: 2 });
      const events: unknown[] = [];
      const tasks = Array.from({ length: 12 }, (_, at) => ({ name: `t${at}`, ms: 60 }));
      const results = await work(jobsOf(...tasks), { onEvent: (event, by) => events.push([event, by]) });
      expect([...results.values()].map((each) => each?.name).sort()).toEqual(tasks.map((task) => task.name).sort());
      expect([...results.values()].every((each) => each?.queued === SETTING)).toBe(true);
      expect([...(await logged())].sort()).toEqual(tasks.map((task) => `begin ${task.name}`).sort());
      expect(events).toContainEqual([
        { event: 'step-start', id: 't0', label: 'at redis://***@host' },
        expect.stringMatching(/^(one|two)$/),
      ]);
    }, 30_000);

    test('does not hand the address of the queue to steps', async () => {
      process.env['SELVEDGE_QUEUE'] = 'redis://:secret@host';
      try {
        worker();
        const results = await work(jobsOf({ name: 'curious' }));
        expect(results.get(idOf(1))?.queue).toBe('none');
      } finally {
        delete process.env['SELVEDGE_QUEUE'];
      }
    }, 30_000);

    test('does the run with the smaller priority first', async () => {
      const [usual, urgent] = jobsOf({ name: 'usual' }, { name: 'urgent' });
      const working = [work([usual], { priority: 1000 })];
      const bare = (await connect(service.url)).queue(queueName(code, undefined));
      bare.on('error', () => undefined);
      const isPublished = (id: string) => async () => (await bare.getJobState(id)) !== 'unknown';
      await until(isPublished(usual.id));
      working.push(work([urgent], { priority: 1 }));
      await until(isPublished(urgent.id));
      await bare.close();
      worker();
      await Promise.all(working);
      expect(await logged()).toEqual(['begin urgent', 'begin usual']);
    }, 30_000);

    test('publishes a job once those before it are done', async () => {
      worker({ concurrency: 3 });
      const [a, b, c] = jobsOf({ name: 'a', ms: 100 }, { name: 'b', ms: 100 }, { name: 'c' });
      await work([{ ...c, after: [a.id, b.id] }, a, b]);
      expect((await logged())[2]).toBe('begin c');
    }, 30_000);

    test('publishes what is added by what came back, each once, and lasts until nothing follows', async () => {
      worker({ concurrency: 2 });
      const [a, b, c] = jobsOf({ name: 'a' }, { name: 'b' }, { name: 'c' });
      const names: unknown[] = [];
      const results = await work([a], {}, async (add) => {
        const first = await add(a);
        names.push(first?.name);
        const both = await Promise.all([add(b), add(b), add({ ...c, after: [b.id] })]);
        names.push(...both.map((each) => each?.name));
      });
      expect(names).toEqual(['a', 'b', 'b', 'c']);
      expect([...results.values()].map((each) => each?.name)).toEqual(['a', 'b', 'c']);
      expect(await logged()).toEqual(['begin a', 'begin b', 'begin c']);
      expect(await work([], {}, async () => undefined)).toEqual(new Map());
    }, 30_000);

    test('ends with the error of who adds jobs, and tells who adds jobs of the end', async () => {
      worker();
      const [slow, bad] = jobsOf({ name: 'slow', ms: 60_000 }, { name: 'bad', fail: true });
      const failing = work([slow], {}, async () => {
        await until(async () => (await logged()).includes('begin slow'));
        throw new Error('no idea what is next');
      });
      await expect(failing).rejects.toThrow('no idea what is next');
      await until(async () => (await logged()).includes('stopped slow'));
      const told: unknown[] = [];
      const ended = work([], {}, async (add) => {
        await add(bad).catch((error: Error) => told.push(error.message));
        await add(slow).catch((error: Error) => told.push(error.message));
      });
      await expect(ended).rejects.toThrow('bad is bad');
      await until(async () => told.length === 2);
      expect(told).toEqual(['bad is bad', 'the jobs of this run have ended.']);
    }, 30_000);

    test('ends with the error of the job that failed, and cancels the others', async () => {
      worker({ concurrency: 2 });
      const working = work(jobsOf({ name: 'slow', ms: 60_000 }, { name: 'bad', fail: true, once: signalOf('begun') }));
      working.catch(() => undefined);
      await until(async () => (await logged()).includes('begin slow'));
      await writeFile(signalOf('begun'), '');
      await expect(working).rejects.toMatchObject({ code: 'invalid-argument', message: 'bad is bad' });
      await until(async () => (await logged()).includes('stopped slow'));
    }, 30_000);

    test('stops everywhere at the signal', async () => {
      worker();
      worker();
      const stop = new AbortController();
      const working = work(jobsOf(...['a', 'b', 'c', 'd'].map((name) => ({ name, ms: 60_000 }))), {
        signal: stop.signal,
      });
      await until(async () => (await logged()).length >= 2);
      stop.abort();
      await expect(working).rejects.toMatchObject({ code: 'aborted' });
      await until(async () => (await logged()).length >= 4);
      await wait(300);
      expect((await logged()).filter((line) => line.startsWith('begin'))).toHaveLength(2); // those that waited never began
    }, 30_000);

    test('two runs with the same job share it, and one of them may stop', async () => {
      worker();
      const stop = new AbortController();
      const jobs = jobsOf({ name: 'shared', once: signalOf('stopped') });
      const first = work(jobs, { signal: stop.signal });
      const second = work(jobs, { isThere: async () => false });
      await until(async () => (await logged()).includes('begin shared'));
      await wait(100);
      stop.abort();
      await expect(first).rejects.toMatchObject({ code: 'aborted' });
      await writeFile(signalOf('stopped'), '');
      expect((await second).get(idOf(1))?.name).toBe('shared');
    }, 30_000);

    test('a worker that ends gives its job back', async () => {
      const first = worker();
      const working = work(jobsOf({ name: 'long', once: signalOf('twice') }));
      await until(async () => (await logged()).includes('begin long'));
      worker();
      first.abort();
      await until(async () => (await logged()).filter((line) => line === 'begin long').length === 2);
      await writeFile(signalOf('twice'), '');
      expect((await working).get(idOf(1))?.name).toBe('long');
    }, 30_000);

    test('a job whose process dies is tried again once, then the run fails', async () => {
      worker();
      const dies = work(jobsOf({ name: 'deadly', die: true }));
      await expect(dies).rejects.toMatchObject({ code: 'io', message: expect.stringMatching(/SIGKILL twice/) });
    });

    test('a worker without a disk leaves jobs to another for a while', async () => {
      worker({ name: 'full', machine: { log, name: 'full' } });
      const working = work(jobsOf(...[1, 2, 3].map((at) => ({ name: `t${at}`, full: 'full' }))));
      const full = () => notes.filter((note) => note.includes('in 2 s: the disk is full'));
      await until(async () => full().length > 0);
      worker();
      expect([(await working).size, full().length]).toEqual([3, 1]); // it rests meanwhile
    }, 30_000);

    test('takes a result from the store when its end got lost', async () => {
      const working = work(jobsOf({ name: 'lost' }));
      const bare = (await connect(service.url)).queue(queueName(code, undefined));
      bare.on('error', () => undefined);
      await until(async () => (await bare.getJobState(idOf(1))) === 'waiting');
      await bare.remove(idOf(1));
      await bare.close();
      expect([...(await working)]).toEqual([[idOf(1), undefined]]);
    }, 30_000);

    test('a forged job is refused', async () => {
      worker();
      notes.length = 0;
      const bare = (await connect(service.url)).queue(queueName(code, undefined));
      bare.on('error', () => undefined);
      await bare.add('x', { code, format: 1, label: 'x', setting: SETTING, task: {} }, { jobId: '../../etc/passwd' });
      await until(async () => notes.length > 0);
      await bare.close();
      expect(notes[0]).toMatch(/the job is refused: its id is "\.\.\/\.\.\/etc\/passwd"/);
      expect(await logged()).toEqual(['']);
    }, 30_000);

    test('lists workers and what they do', async () => {
      const stop = worker({ name: 'listed', concurrency: 2, memory: 1e9 });
      const working = work(jobsOf({ name: 'busy', once: signalOf('listed') }));
      await until(async () => (await queue.workers()).some(({ doing }) => doing.includes('busy')));
      const listed = (await queue.workers()).find((each) => each.name === 'listed');
      expect(listed).toMatchObject({
        code,
        concurrency: 2,
        memory: 1e9,
        tags: [],
        done: 0,
        failed: 0,
        process: process.pid,
      });
      await writeFile(signalOf('listed'), '');
      await working;
      stop.abort();
      await until(async () => !(await queue.workers()).some((each) => each.name === 'listed'));
    }, 30_000);

    test('jobs with a tag go to workers that have it', async () => {
      worker({ name: 'plain' });
      worker({ name: 'tagged', tags: ['gpu'] });
      const by: string[] = [];
      await work(jobsOf({ name: 'a' }, { name: 'b' }), { tag: 'gpu', onEvent: (_, at) => by.push(at) });
      expect(by).toEqual(['tagged', 'tagged']);
    }, 30_000);
  });
}

test.each(['http://x:secret@y', 'nonsense', ''])('refuses the address %s', async (url) => {
  await expect(jobQueue(url)).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.not.stringContaining('secret'),
  });
});
