import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type ListedRun, RunFolder } from '@selvedge/pipeline/runs';
import { MetricsFollower } from './follow.js';
import { WATCH_PAGE } from './page.js';

const POLL_MS = 500;

/**
 * Serves live curves of runs on this machine alone: a page, and server-sent events with what is added to the runs'
 * logs.
 *
 * @param port - 0: any free one
 * @returns the server, listening on 127.0.0.1
 */
export async function serveWatch(runs: readonly ListedRun[], port: number): Promise<Server> {
  const server = createServer((request, response) => {
    // Another site's page must not read this one through a name that it points at 127.0.0.1.
    const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
    if (!isLocal) {
      response.writeHead(403).end('only from this machine');
      return;
    }
    if (request.method !== 'GET') {
      response.writeHead(405).end();
      return;
    }
    if (request.url === '/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
      });
      response.end(WATCH_PAGE);
      return;
    }
    if (request.url !== '/events') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const followers = runs.map((run) => ({ run, follower: new MetricsFollower(run.path), status: '' }));
    const closed = new AbortController();
    // Nothing is read while the other side has not taken what was written.
    const send = async (event: string, data: unknown): Promise<void> => {
      const isTaken = response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (!isTaken) await once(response, 'drain', { signal: closed.signal });
    };
    const poll = async (): Promise<void> => {
      for (const each of followers) {
        for (;;) {
          const points = await each.follower.read();
          if (points.length === 0) break;
          const sent = points.map((point) => ({ run: each.run.id, ...point }));
          await send('points', sent);
        }
        const status = (await new RunFolder(each.run.path).record())?.status ?? 'gone';
        if (status !== each.status) await send('state', { run: each.run.id, status });
        each.status = status;
      }
    };
    let timer: NodeJS.Timeout | undefined;
    let gone = false;
    const again = (): void => {
      poll().then(
        () => {
          if (!gone) timer = setTimeout(again, POLL_MS);
        },
        () => response.end(),
      );
    };
    again();
    request.on('close', () => {
      gone = true;
      closed.abort();
      clearTimeout(timer);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
