import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListedRun, RunRecord } from '@selvedge/pipeline/runs';
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
