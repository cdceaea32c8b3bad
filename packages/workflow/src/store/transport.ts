import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { type Address, partsOf } from './address.js';
import { checkedStream } from './checked-stream.js';
import type { Content, StoredBytes } from './store.js';
import { asFailure, StoreFailure } from './store-failure.js';

/** A request to a server. */
export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: Content;
  /** Longest silence of the other side, before the answer and within it, in milliseconds. */
  readonly silenceMs: number;
  /** For errors: the address without passwords. */
  readonly what: string;
}

/**
 * Sends a request and gives the answer, whose body the caller reads. Redirects are not followed: a token must not go to
 * another server.
 *
 * @throws StoreFailure `unreachable` without an answer, or for one of an ailing server (5xx, 408, 429)
 */
export async function exchange(given: Exchange): Promise<IncomingMessage> {
  const answer = await send(given).catch((error: unknown) => {
    // The server may close an idle connection in the moment in which it is used again.
    if (error instanceof StaleConnection) return send(given);
    throw error;
  });
  const { statusCode: status = 0 } = answer;
  if (status < 500 && status !== 408 && status !== 429) return answer;
  drop(answer);
  throw new StoreFailure('unreachable', `${given.what}: the server answered ${status}`);
}

class StaleConnection extends StoreFailure {}

function send({ method, url, headers = {}, content, silenceMs, what }: Exchange): Promise<IncomingMessage> {
  const begin = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const length = content?.bytes !== undefined && { 'content-length': String(content.bytes) };
    const request = begin(url, { method, headers: { ...headers, ...length } });
    const fail = (error: unknown): void => {
      const failure = asFailure(error, what);
      const isStale = request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      reject(isStale ? new StaleConnection(failure.kind, failure.message, { cause: error }) : failure);
    };
    request.setTimeout(silenceMs, () => request.destroy(new Error(`no answer for ${silenceMs / 1000} s`)));
    request.once('response', (response) => {
      response.once('error', () => undefined); // whoever reads it sees its error
      resolve(response);
    });
    request.on('error', fail);
    // A file that is not what it was would otherwise leave the server waiting for the rest.
    if (content) pipeline(content.open(), checkedStream({ ...content, what }), request).catch(fail);
    else request.end();
  });
}

/**
 * The body of an answer, compared while it flows with the digest that a `cas` address names and the length that was announced.
 *
 * @param onDamage - is waited for before the error for other bytes
 */
export function bytesOf(
  answer: IncomingMessage,
  address: Address,
  what: string,
  onDamage?: () => Promise<void>,
): StoredBytes {
  const length = Number(answer.headers['content-length'] ?? Number.NaN);
  const bytes = Number.isSafeInteger(length) ? length : undefined;
  const { area, name } = partsOf(address);
  const checked = checkedStream({
    ...(area === 'cas' && { digest: name }),
    ...(bytes !== undefined && { bytes }),
    ...(onDamage && { onDamage }),
    what,
  });
  pipeline(answer, checked).catch(() => undefined); // whoever reads it sees its error
  return { stream: checked, ...(bytes !== undefined && { bytes }) };
}

/** The answer was read or is not needed: its connection serves the next request. */
export function drop(answer: IncomingMessage): void {
  answer.on('error', () => undefined);
  answer.resume();
}

/** @returns the failure for an answer that says no */
export function refusal({ statusCode }: IncomingMessage, what: string): StoreFailure {
  const why = REASONS[statusCode ?? 0] ?? `the server answered ${statusCode}`;
  return new StoreFailure('refused', `${what}: ${why}`);
}

const REASONS: Readonly<Record<number, string | undefined>> = {
  401: 'the server wants a token (SELVEDGE_STORE_TOKEN), or does not know this one',
  403: 'the token allows reading alone',
  413: 'the server takes nothing as large',
  507: 'the server has no room',
};
