import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Address, type Area, isArea, parseAddress, partsOf } from '../store/address.js';
import type { FolderStore } from '../store/folder-store.js';
import { StoreFailure } from '../store/store-failure.js';
import { Metrics } from './metrics.js';
import type { Room } from './room.js';
import type { Guard } from './tokens.js';

/** Names in one answer. */
const PAGE = 1000;

/** What an answer is: a status and a text for people. */
type Answer = readonly [status: number, text: string];

const DONE: Answer = [200, ''];
const NOT_FOUND: Answer = [404, 'not here'];

/**
 * Answers requests for a store: Bazel's HTTP cache (`/ac/KEY`, `/cas/SHA256`; a folder's names with `/ac/?after=NAME`) and Nx's
 * self-hosted remote cache (`/v1/cache/HASH`).
 *
 * @see https://bazel.build/remote/caching#http-caching and https://nx.dev/recipes/running-tasks/self-hosted-caching
 */
export class StoreService {
  readonly #store: FolderStore;
  readonly #room: Room;
  readonly #guard: Guard;
  readonly #mostOfEntry: number;
  readonly #metrics = new Metrics();

  constructor(store: FolderStore, room: Room, guard: Guard, mostOfEntry: number) {
    this.#store = store;
    this.#room = room;
    this.#guard = guard;
    this.#mostOfEntry = mostOfEntry;
  }

  /** Answers one request; never throws. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const [pathname, query] = url.split('?', 2);
    const after = new URLSearchParams(query).get('after') ?? '';
    const address = addressOf(pathname);
    response.once('finish', () => {
      this.#metrics.answered(method, address ? partsOf(address).area : 'other', response.statusCode);
    });
    try {
      const [status, text] = await this.#respond(request, response, address, pathname, after);
      if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else response.writeHead(...statusOf(error)).end();
    }
  }

  async #respond(
    request: IncomingMessage,
    response: ServerResponse,
    address: Address | undefined,
    pathname: string,
    after: string,
  ): Promise<Answer> {
    const { method } = request;
    const isReading = method === 'GET' || method === 'HEAD';
    if (pathname === '/status' && isReading) return [200, 'ok\n'];
    if (this.#guard.isOpen && !isLocal(request)) return [403, 'without tokens only this machine is served'];
    const rights = this.#guard.rightsOf(request);
    if (rights === 'none') {
      response.setHeader('www-authenticate', 'Bearer');
      return [401, 'Missing or invalid authentication token.'];
    }
    if (pathname === '/metrics' && isReading) return [200, this.#metrics.text(this.#room)];
    const area = /^\/(\w+)\/$/.exec(pathname)?.[1];
    if (isArea(area) && isReading) return [200, await this.#names(area, after)];
    if (!address) return NOT_FOUND;
    if (isReading) return this.#give(address, response, method === 'HEAD');
    if (method !== 'PUT' && method !== 'DELETE') return [405, 'need GET, HEAD, PUT or DELETE'];
    if (rights !== 'write') return [403, 'this token allows reading alone'];
    return method === 'PUT' ? this.#take(address, request) : this.#remove(address);
  }

  async #give(address: Address, response: ServerResponse, onlyHead: boolean): Promise<Answer> {
    const found = onlyHead ? await this.#sizeOf(address) : await this.#store.get(address);
    if (!found) {
      this.#room.forget(address);
      return NOT_FOUND;
    }
    const { bytes = 0 } = found;
    this.#room.used(address, bytes);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes });
    if ('stream' in found) {
      await pipeline(found.stream, response);
      this.#metrics.sent(bytes);
    } else response.end();
    return DONE;
  }

  async #sizeOf(address: Address): Promise<{ readonly bytes: number } | undefined> {
    const bytes = await this.#store.sizeOf(address);
    return bytes === undefined ? undefined : { bytes };
  }

  async #take(address: Address, request: IncomingMessage): Promise<Answer> {
    const { area, name } = partsOf(address);
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    if (length > Math.min(this.#mostOfEntry, this.#room.most)) return [413, `more than ${this.#mostOfEntry} bytes`];
    const result = await this.#store.put(address, {
      ...(Number.isSafeInteger(length) && { bytes: length }),
      ...(area === 'cas' && { digest: name }),
      most: this.#mostOfEntry,
      open: () => request,
    });
    if (result === 'present') return presentAnswer(area, request);
    const bytes = (await this.#store.sizeOf(address)) ?? 0;
    this.#metrics.received(bytes);
    await this.#room.stored(address, bytes);
    return DONE;
  }

  async #remove(address: Address): Promise<Answer> {
    const was = await this.#store.remove(address);
    this.#room.forget(address);
    return was ? DONE : NOT_FOUND;
  }

  async #names(area: Area, after: string): Promise<string> {
    const names: string[] = [];
    for await (const name of this.#store.list(area, after)) {
      names.push(name);
      if (names.length === PAGE) break;
    }
    return names.map((name) => `${name}\n`).join('');
  }
}

/** Bytes under the same digest are the same bytes; anything else keeps what was stored first. */
function presentAnswer(area: Area, { headers }: IncomingMessage): Answer {
  if (headers['if-none-match'] === '*') return [412, 'there already'];
  return area === 'cas' ? DONE : [409, 'Cannot override an existing record'];
}

function addressOf(pathname: string): Address | undefined {
  const nx = /^\/v1\/cache\/([^/]+)$/.exec(pathname)?.[1];
  return parseAddress(nx === undefined ? pathname.slice(1) : `nx/${nx}`);
}

function statusOf(error: unknown): [status: number] {
  const kind = error instanceof StoreFailure ? error.kind : undefined;
  return [kind === 'damaged' ? 400 : kind === 'refused' ? 507 : 500];
}

/** Another site's page must not use a server without tokens through a name that it points at 127.0.0.1. */
const isLocal = ({ headers }: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');
