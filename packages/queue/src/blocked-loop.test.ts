import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { redisProgram, type Service, startRedis } from '@selvedge/jest-tools/services';
import { connect } from './connect.js';
import { jobQueue } from './job-queue.js';
import { workQueue } from './work-queue.js';

// What computes cannot renew locks. BullMQ's own processor runs where its locks are renewed; ours is a process beside it.
// The lock outlasts what a loaded machine may keep a process of ours from its turn.
const LOCK_MS = 3000;
const WORK_MS = 2 * LOCK_MS;

const NOTE = `import { appendFileSync } from 'node:fs';
const note = (text) => appendFileSync(process.argv[2] ?? log, text + ' ' + process.pid + '\\n');
const block = () => { const end = Date.now() + ${WORK_MS}; while (Date.now() < end); };
let log;
`;
/** BullMQ as its documentation has it. */
const PLAIN = `${NOTE}
const { Worker } = await import(process.argv[3]);
const connection = { url: process.argv[4], maxRetriesPerRequest: null };
const worker = new Worker('plain', () => { note('begin'); block(); note('end'); }, { connection, lockDuration: ${LOCK_MS}, stalledInterval: ${LOCK_MS / 6} });
worker.on('completed', () => note('kept'));
worker.on('error', ({ message }) => /lock/i.test(message) && note('lost'));
process.on('disconnect', () => process.exit(0));
`;
const OURS = `${NOTE}
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  if ('setting' in message) { log = message.setting.log; return; }
  note('begin');
  block();
  process.send({ say: 'done', result: 'kept' });
});
`;

const on = redisProgram === undefined ? describe.skip : describe;
on('work that blocks its event loop for longer than a lock lasts', () => {
  let folder: string;
  let service: Service;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-blocked-'));
    await writeFile(join(folder, 'plain.mjs'), PLAIN);
    await writeFile(join(folder, 'ours.mjs'), OURS);
    service = await startRedis();
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(async () => {
    await service.close();
    await rm(folder, { recursive: true, force: true });
  });
  const linesOf = async (log: string): Promise<readonly string[]> => (await readFile(log, 'utf8')).trim().split('\n');
  const count = (lines: readonly string[], word: string): number =>
    lines.filter((line) => line.startsWith(`${word} `)).length;

  test('is begun again by plain BullMQ, and its result is lost', async () => {
    const log = join(folder, 'plain.log');
    await writeFile(log, '');
    const bullmq = pathToFileURL(createRequire(import.meta.url).resolve('bullmq')).href;
    const queue = (await connect(service.url)).queue('plain');
    queue.on('error', () => undefined);
    for (let at = 0; at < 2; at++) children.push(fork(join(folder, 'plain.mjs'), [log, bullmq, service.url]));
    await queue.add('block', {});
    let lines = await linesOf(log);
    while (count(lines, 'begin') < 2 || count(lines, 'lost') < 1) {
      await wait(50);
      lines = await linesOf(log);
    }
    const [first] = lines[0].split(' ').slice(1);
    expect(lines).toContain(`lost ${first}`);
    expect(lines).not.toContain(`kept ${first}`);
    await queue.close();
  });

  test('is done once by a worker of ours', async () => {
    const log = join(folder, 'ours.log');
    await writeFile(log, '');
    const code = 'c0de'.repeat(16);
    const id = '07'.repeat(32);
    const stop = new AbortController();
    const onNote = (): void => undefined;
    const entry = pathToFileURL(join(folder, 'ours.mjs'));
    const options = { entry, machine: { log }, code, lockMs: LOCK_MS, signal: stop.signal, onNote };
    const ends = [1, 2].map(() => workQueue(service.url, options));
    const queue = await jobQueue(service.url);
    const results = await queue.work([{ id, label: 'block', task: {} }], {
      code,
      setting: '5e'.repeat(32),
      isThere: async () => true,
      onEvent: () => undefined,
      onNote,
    });
    stop.abort();
    await Promise.all(ends);
    await queue.close();
    expect([...results]).toEqual([[id, 'kept']]);
    expect(count(await linesOf(log), 'begin')).toBe(1);
  });
});
