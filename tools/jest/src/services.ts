// Redis and PostgreSQL of this machine, on free ports and with folders of their own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Service {
  readonly url: string;
  /** Ends it at once, as a machine that fails does. */
  kill(): Promise<void>;
  /** On the same port with the same folder. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Where `initdb` and `postgres` are; undefined where PostgreSQL is not installed. */
export const postgresPrograms = ((): string | undefined => {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .map((version) => join(root, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
})();

export const redisProgram = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) => existsSync(path));

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });

/** With an append-only file, so that it loses nothing that it has confirmed. */
export async function startRedis(password?: string): Promise<Service> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-redis-'));
  const secret = password === undefined ? [] : ['--requirepass', password];
  const begin = (): ChildProcess =>
    spawn(
      redisProgram ?? 'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...secret].concat(
        '--appendonly',
        'yes',
        '--appendfsync',
        'always',
      ),
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
  const at = password === undefined ? '' : `:${password}@`;
  return service(`redis://${at}127.0.0.1:${port}`, folder, begin, /Ready to accept connections/, 'stdout');
}

/** As root it runs as the user `postgres`, because it refuses root. */
export async function startPostgres(): Promise<Service> {
  const bin = postgresPrograms ?? '';
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-postgres-'));
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const user = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : {};
  if ('uid' in user) execFileSync('chown', ['postgres', folder]);
  execFileSync(join(bin, 'initdb'), ['-D', join(folder, 'data'), '-A', 'trust', '-U', 'selvedge', '--no-sync'], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const begin = (): ChildProcess =>
    spawn(
      join(bin, 'postgres'),
      ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
  const url = `postgres://selvedge@127.0.0.1:${port}/postgres`;
  return service(url, folder, begin, /ready to accept connections/, 'stderr', 'SIGINT');
}

async function service(
  url: string,
  folder: string,
  begin: () => ChildProcess,
  isReady: RegExp,
  stream: 'stdout' | 'stderr',
  ending: NodeJS.Signals = 'SIGKILL',
): Promise<Service> {
  let child: ChildProcess;
  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      child = begin();
      let text = '';
      child[stream]?.on('data', (data) => {
        text += data;
        if (isReady.test(text)) resolve();
      });
      child.once('exit', () => reject(new Error(`it ended: ${text}`)));
    });
  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  await start();
  return {
    url,
    start,
    kill: () => end('SIGKILL'),
    async close() {
      await end(ending);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
