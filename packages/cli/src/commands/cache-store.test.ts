import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateGarments, writeDataset } from '@selvedge/ingest';

// The command as it is installed: built, in processes of its own.
const main = fileURLToPath(new URL('../../bin/selvedge.js', import.meta.url));
const READ = 'a-token-for-reading';
const WRITE = 'a-token-for-writing';
let folder: string;
let server: ChildProcess;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-store-'));
  await writeFile(join(folder, 'package.json'), '{}');
  const { train } = generateGarments({ trainRows: 200, testRows: 10 });
  await writeDataset(train, join(folder, 'train.arrow'));
  await writeFile(
    join(folder, 'small.pipeline.yaml'),
    'version: 1\ndata: { train: train.arrow }\nsplit: { kind: last, validation: 50 }\nmodel: { kind: knn, k: 3 }\nreport: { html: false }\n',
  );
  await writeFile(join(folder, 'read.txt'), `${READ}\n`);
  await writeFile(join(folder, 'write.txt'), `${WRITE}\n`);
  const tokens = ['--read-token-file', 'read.txt', '--write-token-file', 'write.txt'];
  server = spawn(process.execPath, [main, 'cache', 'serve', '--dir', 'store', '--port', '0', '--json', ...tokens], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await new Promise<string[]>((resolve) =>
    server.stdout?.once('data', (data) => resolve(String(data).split('\n'))),
  );
  ({ url } = JSON.parse(line) as { url: string });
});
afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
});

/** On a machine with a cache of its own. */
async function selvedge(machine: string, token: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      HOME: folder,
      SELVEDGE_CACHE: join(folder, machine),
      SELVEDGE_STORE: url,
      SELVEDGE_STORE_TOKEN: token,
      FORCE_COLOR: undefined,
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const status = await new Promise((resolve) => child.once('close', resolve));
  return { status, stdout, stderr };
}

test('what one run has sent, another one finds; push, pull and status say what is where', async () => {
  const first = await selvedge('one', WRITE, 'run', 'small.pipeline.yaml', '--json');
  expect([first.status, first.stderr.includes('warning')]).toEqual([0, false]);
  const status = await selvedge('two', READ, 'cache', 'status', '--json');
  const { onlyThere, here } = JSON.parse(status.stdout) as { onlyThere: number; here: number };
  expect([here, onlyThere > 3]).toEqual([0, true]);
  const pulled = await selvedge('two', READ, 'cache', 'pull');
  expect([pulled.status, pulled.stdout]).toEqual([0, `${onlyThere} results fetched; the store is ${url}\n`]);
  const second = await selvedge('two', READ, 'run', 'small.pipeline.yaml', '--json');
  const digestOf = (text: string): string => (JSON.parse(text) as { digest: string }).digest;
  expect(digestOf(second.stdout)).toBe(digestOf(first.stdout));
  const pushed = await selvedge('one', WRITE, 'cache', 'push', '--json');
  expect(JSON.parse(pushed.stdout)).toEqual({ store: url, sent: onlyThere, missing: 0 });
}, 120_000);

test('a token for reading sends nothing, and a wrong one reads nothing: a warning each, and the run is done', async () => {
  const read = await selvedge('three', READ, 'run', 'small.pipeline.yaml', '--set', 'model.k=5', '-q');
  expect(read).toMatchObject({ status: 0, stderr: expect.stringContaining('the token allows reading alone') });
  expect(read.stderr.match(/reading alone/g)).toHaveLength(1);
  const wrong = await selvedge('four', 'wrong', 'run', 'small.pipeline.yaml', '-q');
  expect(wrong).toMatchObject({ status: 0, stderr: expect.stringContaining('does not know this one') });
  const failed = await selvedge('three', READ, 'cache', 'push');
  expect(failed.status).toBe(1);
}, 120_000);

test.each([
  ['no store', ['cache', 'status', '--store', 'off'], /there is no store/],
  ['an address of another kind', ['cache', 'status', '--store', 'ftp://ada:s3cret@host'], /got 'ftp:\/\/\*\*\*@host'/],
  ['a short token', ['cache', 'serve', '--write-token-file', 'small.pipeline.yaml'], /shorter than 16 characters/],
  [
    'another host without tokens',
    ['cache', 'serve', '--host', '0.0.0.0', '--port', '0'],
    /without tokens only this machine/,
  ],
  ['a size that is none', ['cache', 'serve', '--max-size', 'much'], /--max-size/],
])('%s is a usage error', async (_, args, why) => {
  const { status, stderr } = await selvedge('five', READ, ...args);
  expect([status, stderr]).toEqual([2, expect.stringMatching(why)]);
  expect(stderr).not.toContain('s3cret');
});
