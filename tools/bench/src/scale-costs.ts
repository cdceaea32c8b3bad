// What a job costs the store, Redis and the coordinator, in seconds of processor time, so that a busy machine does not matter.
//
//   node tools/bench/dist/scale-costs.js            (needs redis-server, bullmq and ioredis)
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../packages/cli/bin/selvedge.js', import.meta.url));
const TICKS = 100; // of /proc, per second

/** Processor time of a process so far, user and system, in seconds. */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

async function costOf(pid: number | undefined, times: number, work: (at: number) => Promise<unknown>): Promise<number> {
  const before = cpuOf(pid);
  for (let at = 0; at < times; at++) await work(at);
  return (cpuOf(pid) - before) / times;
}

async function store(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-scale-'));
  const server = spawn(process.execPath, [COMMAND, 'cache', 'serve', '--dir', folder, '--port', '0', '--json']);
  const line = await new Promise<string>((resolve) => server.stdout.once('data', (data) => resolve(String(data))));
  const { url } = JSON.parse(line) as { url: string };
  const small = randomBytes(2000);
  const large = randomBytes(16_000_000);
  const record = (at: number): string => `ac/${sha256(`key ${at}`)}`;
  const ask = async (method: string, address: string, body?: Buffer): Promise<void> => {
    const headers = { 'if-none-match': '*' };
    const answer = await fetch(`${url}/${address}`, { method, ...(body && { body: new Uint8Array(body), headers }) });
    await answer.arrayBuffer();
  };
  const row = async (what: string, times: number, work: (at: number) => Promise<unknown>): Promise<void> =>
    console.log(`store, ${what}: ${(1000 * (await costOf(server.pid, times, work))).toFixed(3)} ms`);
  await row('warming up', 500, (at) => ask('HEAD', record(-at)));
  await row('record that is not there', 3000, (at) => ask('GET', record(-at)));
  await row('writing 2 kB', 2000, (at) => ask('PUT', record(at), small));
  await row('reading 2 kB', 3000, (at) => ask('GET', record(at % 2000)));
  const big = `cas/${sha256(large)}`;
  await row('writing 16 MB', 10, async () => {
    await ask('DELETE', big);
    await ask('PUT', big, large);
  });
  await row('reading 16 MB', 20, () => ask('GET', big));
  server.kill();
  await rm(folder, { recursive: true, force: true });
}

/** The part of BullMQ that is used. */
interface BullMq {
  Queue: new (
    name: string,
    options: object,
  ) => {
    addBulk(jobs: readonly object[]): Promise<unknown>;
    close(): Promise<void>;
  };
  QueueEvents: new (
    name: string,
    options: object,
  ) => { on(event: string, listener: () => void): void; close(): Promise<void> };
  Worker: new (name: string, work: () => Promise<unknown>, options: object) => { close(): Promise<void> };
}

async function queue(module: string): Promise<void> {
  const { Queue, QueueEvents, Worker } = (await import(module)) as BullMq;
  const port = 6399;
  const redis = spawn('redis-server', [
    '--port',
    String(port),
    '--save',
    '',
    '--appendonly',
    'no',
    '--bind',
    '127.0.0.1',
  ]);
  await new Promise((resolve) => redis.stdout.once('data', resolve));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const options = { connection: { host: '127.0.0.1', port, maxRetriesPerRequest: null } };
  const jobs = 5000;
  const data = { setting: 'x'.repeat(1500) };
  const publisher = new Queue('scale', options);
  const [idle, before] = [process.cpuUsage(), cpuOf(redis.pid)];
  for (let at = 0; at < jobs; at += 100)
    await publisher.addBulk(
      Array.from({ length: 100 }, (_, each) => ({ name: 'step', data, opts: { jobId: sha256(`${at + each}`) } })),
    );
  const published = process.cpuUsage(idle);
  const middle = cpuOf(redis.pid);
  const events = new QueueEvents('scale', options);
  let done = 0;
  const ended = new Promise<void>((resolve) =>
    events.on('completed', () => {
      if (++done === jobs) resolve();
    }),
  );
  const worker = new Worker('scale', async () => ({ result: 1 }), { ...options, concurrency: 8 });
  await ended;
  const all = process.cpuUsage(idle);
  const ms = (seconds: number): string => ((1000 * seconds) / jobs).toFixed(3);
  console.log(`Redis, publishing a job: ${ms(middle - before)} ms`);
  console.log(`Redis, taking and ending a job: ${ms(cpuOf(redis.pid) - middle)} ms`);
  console.log(`publisher, a job: ${ms((published.user + published.system) / 1e6)} ms`);
  console.log(
    `publisher's events and a worker together, a job: ${ms((all.user + all.system - published.user - published.system) / 1e6)} ms`,
  );
  await Promise.all([worker.close(), events.close(), publisher.close()]);
  redis.kill();
}

await store();
await queue(process.argv[2] ?? 'bullmq');
