import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rng } from '@selvedge/data';

/** What a network does to a request. */
export type Disturbance = 'none' | 'slow' | 'reset' | 'truncated' | 'shortened' | 'wrong answer' | 'wrong request';

export interface ProxyOptions {
  /** Server behind it. */
  readonly target: string;
  readonly rng: Rng;
  /** @param at - number of the request, from 0 */
  disturbanceOf(at: number, rng: Rng): Disturbance;
  /** How long a slow answer is held back, in milliseconds. */
  readonly delayMs: number;
}

export interface FaultyProxy {
  readonly url: string;
  readonly requests: number;
  readonly disturbed: number;
  close(): Promise<void>;
}

/**
 * Passes requests on and disturbs some. `truncated`: half of the body, then the connection ends. `shortened`: half of the body
 * under a length that fits it. `wrong answer` and `wrong request`: one bit of a body is another.
 */
export async function faultyProxy({ target, rng, disturbanceOf, delayMs }: ProxyOptions): Promise<FaultyProxy> {
  const counts = { requests: 0, disturbed: 0 };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const kind = disturbanceOf(counts.requests++, rng);
    if (kind !== 'none') counts.disturbed++;
    const sent = await buffer(request);
    if (kind === 'reset') return void response.destroy();
    const answer = await pass(target, request, kind === 'wrong request' ? flipped(sent, rng) : sent);
    const body = await buffer(answer);
    if (kind === 'slow') await sleep(delayMs);
    const half = body.subarray(0, body.length >> 1);
    const { 'transfer-encoding': _, ...headers } = answer.headers; // the body is whole by now
    const { statusCode = 500 } = answer;
    if (kind === 'truncated' && body.length > 0) {
      response.writeHead(statusCode, headers);
      return void response.write(half, () => response.destroy());
    }
    const changed = kind === 'shortened' ? half : kind === 'wrong answer' ? flipped(body, rng) : body;
    const isHead = request.method === 'HEAD';
    response.writeHead(statusCode, isHead ? headers : { ...headers, 'content-length': changed.length });
    response.end(changed);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return counts.requests;
    },
    get disturbed() {
      return counts.disturbed;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Under the server's own name, as a proxy in front of it would ask. */
function pass(target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { host } = new URL(target);
    const to = forward(new URL(url ?? '/', target), { method, headers: { ...headers, host } }, resolve);
    to.on('error', reject);
    to.end(body);
  });
}

function flipped(body: Buffer, rng: Rng): Buffer {
  const copy = Buffer.from(body);
  if (copy.length > 0) copy[rng.int(copy.length)] ^= 1 << rng.int(8);
  return copy;
}
