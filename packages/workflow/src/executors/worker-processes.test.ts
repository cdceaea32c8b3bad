import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SelvedgeError } from '@selvedge/data';
import { type ProcessOptions, runInProcesses } from './worker-processes.js';

let folder: string;
let entry: URL;

/** Tasks say what their process is to do. */
const PROCESS = `
import { existsSync, writeFileSync } from 'node:fs';
process.on('disconnect', () => process.exit(0));
const held = [];
let stopped = false;
process.on('SIGTERM', () => { stopped = true; });
process.on('message', async (message) => {
  if (!('task' in message)) return;
  const { task } = message;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  process.send({ say: 'event', event: 'begins ' + task.name });
  if (task.fail) return process.send({ say: 'failed', code: 'invalid-argument', message: task.name + ' is bad' });
  if (task.dieOnce && !existsSync(task.dieOnce)) { writeFileSync(task.dieOnce, ''); process.exit(9); }
  if (task.die) process.kill(process.pid, 'SIGKILL');
  if (task.bytes) process.send({ say: 'memory', bytes: task.bytes });
  const end = Date.now() + (task.ms ?? 20);
  while (Date.now() < end && !stopped) await wait(5);
  if (stopped) return process.exit(0);
  process.send({ say: 'done', result: task.name + ' by ' + process.pid });
});
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-processes-'));
  await writeFile(join(folder, 'process.mjs'), PROCESS);
  entry = pathToFileURL(join(folder, 'process.mjs'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Task {
  readonly name: string;
  readonly [what: string]: unknown;
}

function work(tasks: readonly Task[], options: Partial<ProcessOptions<string>> = {}) {
  const events: string[] = [];
  const notes: string[] = [];
  const jobs = tasks.map((task) => ({ label: task.name, task }));
  const results = runInProcesses<Task, string, string>(jobs, {
    entry,
    setting: {},
    processes: 2,
    memory: 2 ** 40,
    onEvent: (event) => events.push(event),
    onNote: (text) => notes.push(text),
    ...options,
  });
  return { results, events, notes };
}

const named = (...names: string[]): Task[] => names.map((name) => ({ name }));

test('gives the results in the order of the jobs, from as many processes as allowed', async () => {
  const { results, events } = work(named('a', 'b', 'c', 'd', 'e'));
  const found = await results;
  expect(found.map((text) => text.split(' ')[0])).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(new Set(found.map((text) => text.split(' ')[2])).size).toBe(2);
  expect(events).toHaveLength(5);
});

test('begins a job once those before it have ended', async () => {
  const order: string[] = [];
  const [a, b] = named('a', 'b').map((task) => ({ label: task.name, task }));
  const last = { label: 'c', task: { name: 'c' }, after: [a, b] };
  const found = await runInProcesses<Task, string, string>([last, a, b], {
    entry,
    setting: {},
    processes: 3,
    memory: 2 ** 40,
    onEvent: (event) => order.push(event),
    onNote: () => undefined,
  });
  expect(found.map((text) => text.split(' ')[0])).toEqual(['c', 'a', 'b']);
  expect(order[2]).toBe('begins c');
});

test('uses one process when the memory is enough for one alone', async () => {
  const found = await work(named('a', 'b', 'c'), { memory: 1 }).results;
  expect(new Set(found.map((text) => text.split(' ')[2])).size).toBe(1);
});

test('stops the youngest process when they outgrow the memory, and does its job later', async () => {
  const tasks = [
    { name: 'a', ms: 400, bytes: 900 },
    { name: 'b', ms: 400, bytes: 900 },
  ];
  const { results, notes } = work(tasks, { memory: 1024 ** 3 + 1 });
  await results;
  expect(notes).toEqual([]); // 1,800 bytes fit into a GiB
  const large = tasks.map((task) => ({ ...task, bytes: 900 * 1024 ** 2 }));
  const second = work(large, { memory: 1024 ** 3 });
  expect((await second.results).map((text) => text.split(' ')[0])).toEqual(['a', 'b']);
  expect(second.notes).toHaveLength(1);
  expect(second.notes[0]).toMatch(/'b' is done later/);
});

test('ends with the error of the first job that fails, whatever the others do', async () => {
  const { results } = work([{ name: 'slow', ms: 60_000 }, { name: 'bad', fail: true }, ...named('never')]);
  const error = (await results.catch((thrown: unknown) => thrown)) as SelvedgeError;
  expect([error.code, error.message]).toEqual(['invalid-argument', 'bad is bad']);
});

test('tries a job again whose process vanished, once', async () => {
  const marker = join(folder, 'died');
  const found = await work([{ name: 'a', dieOnce: marker }, ...named('b')]).results;
  expect(found.map((text) => text.split(' ')[0])).toEqual(['a', 'b']);
  await expect(work([{ name: 'a', die: true }, ...named('b')]).results).rejects.toMatchObject({
    code: 'io',
    message: expect.stringMatching(/'a' was killed by SIGKILL twice/),
  });
});

test('stops at the signal', async () => {
  const controller = new AbortController();
  const { results } = work(
    [
      { name: 'a', ms: 60_000 },
      { name: 'b', ms: 60_000 },
    ],
    { signal: controller.signal },
  );
  setTimeout(() => controller.abort(), 300);
  await expect(results).rejects.toMatchObject({ code: 'aborted' });
});

test('has nothing to do for no jobs', async () => {
  expect(await work([]).results).toEqual([]);
});
