import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { ListedRun, RunRecord } from '@selvedge/pipeline/runs';
import { MetricsFollower } from './follow.js';
import { WATCH_PAGE } from './page.js';
import { serveWatch } from './serve.js';

const record: RunRecord = {
  format: 1,
  id: 'r',
  name: 'net',
  status: 'running',
  started: '2026-11-26T20:00:00.000Z',
  seed: 0,
  files: [],
  projectDirectory: '/',
  process: 1,
  resumed: 0,
};

test('serves the page, and what is added to the log, to this machine alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-watch-'));
  await writeFile(join(folder, 'run.json'), JSON.stringify(record));
  await appendFile(
    join(folder, 'metrics.jsonl'),
    '{"model":"net","part":"validation","name":"accuracy","value":0.5,"step":1}\n{"half',
  );
  const server = await serveWatch([{ id: 'r', path: folder } as ListedRun], 0);
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;

  expect(await (await fetch(`${address}/`)).text()).toContain('selvedge watch');
  expect((await fetch(`${address}/../../etc/passwd`)).status).toBe(404);
  expect((await fetch(address, { method: 'POST' })).status).toBe(405);
  const foreign = await new Promise<number | undefined>((resolve) => {
    get({ host: '127.0.0.1', port, headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode));
  });
  expect(foreign).toBe(403);

  const reader = (await fetch(`${address}/events`)).body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let seen = '';
  const until = async (text: string): Promise<void> => {
    while (!seen.includes(text)) seen += new TextDecoder().decode((await reader.read()).value);
  };
  await until('"status":"running"');
  expect(seen).toContain(
    'event: points\ndata: [{"run":"r","model":"net","part":"validation","name":"accuracy","value":0.5,"step":1}]',
  );
  expect(seen).not.toContain('half');
  await appendFile(
    join(folder, 'metrics.jsonl'),
    '\n{"model":"net","part":"validation","name":"accuracy","value":0.7,"step":2}\n',
  );
  await until('"value":0.7');
  await reader.cancel();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const lineOf = (step: number, model: string): string =>
  `${JSON.stringify({ model, part: 'train', name: 'loss', value: 1 / (step + 1), step })}\n`;

test('a client that takes nothing costs no memory, and gets all when it does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-watch-'));
  const rows = 300_000;
  await writeFile(join(folder, 'run.json'), JSON.stringify(record));
  await writeFile(
    join(folder, 'metrics.jsonl'),
    Array.from({ length: rows }, (_, step) => lineOf(step, 'net')).join(''),
  );
  const server = await serveWatch([{ id: 'r', path: folder } as ListedRun], 0);
  const { port } = server.address() as AddressInfo;
  const before = process.memoryUsage().rss;
  const response = await new Promise<IncomingMessage>((resolve) => {
    get({ host: '127.0.0.1', port, path: '/events' }, resolve);
  });
  response.pause();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(process.memoryUsage().rss - before).toBeLessThan(20e6);
  let points = 0;
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    const whole = text.lastIndexOf('\n\n') + 1;
    points += text.slice(0, whole).split('"step":').length - 1;
    text = text.slice(whole);
    if (points === rows) break;
  }
  expect(points).toBe(rows);
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
}, 30_000);

test('a log is read in parts, and characters and lines stay whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-watch-'));
  const log = join(folder, 'metrics.jsonl');
  const follower = new MetricsFollower(folder);
  expect(await follower.read()).toEqual([]);
  await writeFile(
    log,
    `${'x'.repeat(600_000)}\n${Array.from({ length: 9000 }, (_, step) => lineOf(step, 'né→t')).join('')}{"half`,
  );
  const seen: number[] = [];
  for (;;) {
    const points = await follower.read();
    if (points.length === 0) break;
    for (const { model, step } of points) {
      expect(model).toBe('né→t');
      seen.push(step);
    }
  }
  expect(seen).toEqual(Array.from({ length: 9000 }, (_, step) => step));
  await rm(folder, { recursive: true });
}, 30_000);

test('the page draws more points than a call takes arguments', () => {
  const element = (): Record<string, unknown> => ({ style: {}, append: () => undefined });
  const drawn: Record<string, unknown>[] = [];
  const listeners: Record<string, (event: { data: string }) => void> = {};
  const scope = createContext({
    document: {
      getElementById: element,
      createElement: () => {
        const made = element();
        drawn.push(made);
        return made;
      },
    },
    EventSource: class {
      addEventListener(name: string, listener: (event: { data: string }) => void): void {
        listeners[name] = listener;
      }
    },
  });
  runInContext(/<script>(.*)<\/script>/s.exec(WATCH_PAGE)?.[1] ?? '', scope);
  const points = Array.from({ length: 200_000 }, (_, step) => ({ ...JSON.parse(lineOf(step, 'net')), run: 'r' }));
  listeners['points']({ data: JSON.stringify(points) });
  expect(drawn.map(({ innerHTML }) => innerHTML).join('')).toContain('>200000</text>');
});
