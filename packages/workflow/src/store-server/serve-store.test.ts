import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@selvedge/files';
import { contentAddress } from '../store/address.js';
import { contentOf } from '../store/content.js';
import { FolderStore } from '../store/folder-store.js';
import { type ServedStore, type ServeOptions, serveStore } from './serve-store.js';

const READ = { authorization: 'Bearer token-for-reading' };
const WRITE = { authorization: 'Bearer token-for-writing' };
const tokens = { read: ['token-for-reading'], write: ['token-for-writing'] };

let directory: string;
let served: ServedStore | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'selvedge-served-'));
});
afterEach(async () => {
  await served?.close();
  served = undefined;
  await rm(directory, { recursive: true, force: true });
});
const serve = async (options: Partial<ServeOptions> = {}): Promise<void> => {
  served = await serveStore({ directory, port: 0, ...options });
};

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** Sends a path as it is: `fetch` would resolve `..` first. */
const ask = (
  method: string,
  path: string,
  { headers = {}, body }: Sent = {},
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(served?.url ?? '');
    const asking = request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += String(part);
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asking.on('error', reject);
    asking.end(method === 'PUT' ? body : undefined);
  });

describe('tokens', () => {
  beforeEach(() => serve({ tokens }));

  test.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer token-for-writinG' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Digest token-for-reading' }],
  ] as [string, Record<string, string>][])('%s: nothing is given or taken', async (_, headers) => {
    for (const [method, path] of [
      ['GET', '/ac/'],
      ['GET', '/metrics'],
      ['PUT', '/v1/cache/abc'],
      ['GET', '/v1/cache/abc'],
    ]) {
      expect((await ask(method, path, { headers, body: 'x' })).status).toBe(401);
    }
    expect((await ask('GET', '/status')).status).toBe(200);
  });

  test('one for reading reads and does not write', async () => {
    await ask('PUT', '/v1/cache/abc', { headers: WRITE, body: 'built' });
    expect(await ask('GET', '/v1/cache/abc', { headers: READ })).toEqual({ status: 200, text: 'built' });
    for (const method of ['PUT', 'DELETE']) {
      expect((await ask(method, '/v1/cache/abc', { headers: READ, body: 'other' })).status).toBe(403);
    }
    expect((await ask('GET', '/v1/cache/abc', { headers: WRITE })).text).toBe('built');
  });

  test('Bazel sends one as password', async () => {
    const headers = { authorization: `Basic ${Buffer.from('any:token-for-reading').toString('base64')}` };
    expect((await ask('GET', '/v1/cache/abc', { headers })).status).toBe(404);
  });
});

test("Nx's protocol: 404 before, 200 for the first, 409 for the second, the first stays", async () => {
  await serve();
  expect((await ask('GET', '/v1/cache/1234567890')).status).toBe(404);
  expect((await ask('PUT', '/v1/cache/1234567890', { body: 'one' })).status).toBe(200);
  expect((await ask('PUT', '/v1/cache/1234567890', { body: 'two' })).status).toBe(409);
  expect(await ask('GET', '/v1/cache/1234567890')).toEqual({ status: 200, text: 'one' });
});

test("Bazel's protocol: bytes of another digest are refused, the same ones are taken twice", async () => {
  await serve();
  const address = `/cas/${sha256('one')}`;
  expect((await ask('PUT', address, { body: 'two' })).status).toBe(400);
  expect((await ask('PUT', address, { body: 'one' })).status).toBe(200);
  expect((await ask('PUT', address, { body: 'one' })).status).toBe(200);
  expect((await ask('PUT', address, { body: 'one', headers: { 'if-none-match': '*' } })).status).toBe(412);
  expect(await ask('GET', address)).toEqual({ status: 200, text: 'one' });
});

test.each([
  '/../../etc/passwd',
  '/ac/../../../etc/passwd',
  '/cas/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '/v1/cache/../../x',
  '/v1/cache/..%2fx',
  '/v1/cache/a%00b',
  '//host/x',
  '/ac/..',
  '/nowhere/',
  '*',
])('%s leads nowhere', async (path) => {
  await serve();
  for (const method of ['GET', 'PUT', 'DELETE']) expect((await ask(method, path, { body: 'x' })).status).toBe(404);
});

test('another page in the browser does not use a server without tokens', async () => {
  await serve();
  expect((await ask('GET', '/ac/', { headers: { host: 'evil.example.org' } })).status).toBe(403);
  expect((await ask('OPTIONS', `/ac/${sha256('x')}`)).status).toBe(405);
});

test('another host than this machine needs tokens', async () => {
  await expect(serveStore({ directory, host: '0.0.0.0', port: 0 })).rejects.toMatchObject({ code: 'invalid-argument' });
});

test('what is too large is not taken, whether its size was stated or not', async () => {
  await serve({ mostBytesOfEntry: 100 });
  expect((await ask('PUT', '/v1/cache/a', { body: 'x'.repeat(101) })).status).toBe(413);
  const headers = { 'transfer-encoding': 'chunked' };
  expect((await ask('PUT', '/v1/cache/b', { headers, body: 'x'.repeat(101) })).status).toBe(400);
  expect((await ask('GET', '/v1/cache/b')).status).toBe(404);
  expect((await ask('PUT', '/v1/cache/c', { body: 'x'.repeat(100) })).status).toBe(200);
});

test('what was not used for longest is removed, also of what lay there before', async () => {
  const store = new FolderStore(directory);
  const names = ['a', 'b', 'c'];
  for (const [at, name] of names.entries()) {
    const address = contentAddress(sha256(name.repeat(100)));
    await store.put(address, contentOf(Buffer.from(name.repeat(100))));
    const time = new Date(Date.now() - 1e6 + at * 1000);
    await utimes(store.pathOf(address), time, time);
  }
  await serve({ mostBytes: 350 });
  await ask('GET', `/cas/${sha256('a'.repeat(100))}`);
  await ask('PUT', `/cas/${sha256('d'.repeat(100))}`, { body: 'd'.repeat(100) });
  const has = async (name: string): Promise<boolean> => store.has(contentAddress(sha256(name.repeat(100))));
  expect(await Promise.all([...names, 'd'].map(has))).toEqual([true, false, true, true]);
  const { text } = await ask('GET', '/metrics');
  expect(text).toContain('selvedge_store_evicted_total 1\n');
  expect(text).toContain('selvedge_store_bytes 300\n');
  expect(text).toContain('selvedge_store_requests_total{method="PUT",area="cas",status="200"} 1\n');
});
