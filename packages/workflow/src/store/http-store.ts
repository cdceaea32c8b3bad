import type { IncomingMessage } from 'node:http';
import { SelvedgeError } from '@selvedge/data';
import { maskSecrets } from '../progress/mask-secrets.js';
import type { Address, Area } from './address.js';
import { readWhole } from './content.js';
import type { Content, Store, StoredBytes } from './store.js';
import { StoreFailure } from './store-failure.js';
import { bytesOf, drop, type Exchange, exchange, refusal } from './transport.js';

export interface HttpStoreOptions {
  /** Sent as `Authorization: Bearer`. A name and password in the address are sent as `Basic` instead. */
  readonly token?: string;
  /** Longest silence of the server, in milliseconds. Default 10,000. */
  readonly silenceMs?: number;
}

/** Longest list of names in one answer, in bytes. */
const MOST_NAMES = 1_000_000;

/** A server that speaks Bazel's HTTP cache protocol, as `selvedge cache serve` and bazel-remote do. */
export class HttpStore implements Store {
  readonly name: string;
  readonly #root: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #silenceMs: number;

  /** @param address - `https://host/path` or `http://...` */
  constructor(address: string, { token, silenceMs = 10_000 }: HttpStoreOptions = {}) {
    const url = new URL(address.endsWith('/') ? address : `${address}/`);
    const { username, password } = url;
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
    const authorization = username !== '' ? `Basic ${login}` : token !== undefined ? `Bearer ${token}` : undefined;
    this.name = maskSecrets(address);
    url.username = '';
    url.password = '';
    this.#root = url;
    this.#headers = authorization === undefined ? {} : { authorization };
    this.#silenceMs = silenceMs;
  }

  async get(address: Address): Promise<StoredBytes | undefined> {
    const answer = await this.#ask('GET', address);
    if (answer.statusCode === 404) {
      drop(answer);
      return undefined;
    }
    if (answer.statusCode !== 200) throw this.#refused(answer, address);
    return bytesOf(answer, address, this.#what(address));
  }

  async has(address: Address): Promise<boolean> {
    const answer = await this.#ask('HEAD', address);
    drop(answer);
    if (answer.statusCode === 404) return false;
    if (answer.statusCode !== 200) throw this.#refused(answer, address);
    return true;
  }

  async put(address: Address, content: Content): Promise<'written' | 'present'> {
    const headers = { 'if-none-match': '*', 'content-type': 'application/octet-stream' };
    const answer = await this.#ask('PUT', address, { content, headers });
    drop(answer);
    const { statusCode: status = 0 } = answer;
    if (status === 409 || status === 412) return 'present';
    if (status === 400) throw new StoreFailure('damaged', `${this.#what(address)}: other bytes arrived than were sent`);
    if (status < 200 || status > 299) throw this.#refused(answer, address);
    return 'written';
  }

  async *list(area: Area, first = ''): AsyncGenerator<string> {
    let after = first;
    for (;;) {
      const answer = await this.#ask('GET', `${area}/?after=${after}`);
      if (answer.statusCode !== 200) {
        drop(answer);
        throw unlisted(this.name);
      }
      const text = new TextDecoder().decode(await readWhole(answer, MOST_NAMES, this.#what(`${area}/`)));
      const names = text.split('\n').filter((name) => name > after);
      yield* names;
      if (names.length === 0) return;
      after = names[names.length - 1];
    }
  }

  async remove(address: Address): Promise<boolean> {
    const answer = await this.#ask('DELETE', address);
    drop(answer);
    const { statusCode: status = 0 } = answer;
    if (status === 404) return false;
    if (status < 200 || status > 299) throw this.#refused(answer, address);
    return true;
  }

  #ask(
    method: Exchange['method'],
    path: string,
    { headers, ...more }: Pick<Exchange, 'content' | 'headers'> = {},
  ): Promise<IncomingMessage> {
    return exchange({
      method,
      url: new URL(path, this.#root),
      headers: { ...this.#headers, ...headers },
      silenceMs: this.#silenceMs,
      what: this.#what(path),
      ...more,
    });
  }

  #refused(answer: IncomingMessage, address: Address): Error {
    drop(answer);
    return refusal(answer, this.#what(address));
  }

  #what = (path: string): string => `${this.name.replace(/\/$/, '')}/${path}`;
}

const unlisted = (name: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `store: ${name} does not list what it holds; runs find results there all the same. 'selvedge cache serve' lists.`,
  );
