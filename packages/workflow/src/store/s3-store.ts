import type { IncomingMessage } from 'node:http';
import { sha256 } from '@selvedge/files';
import type { Address, Area } from './address.js';
import { contentOf, readWhole } from './content.js';
import { accountOf, type S3Account } from './s3-account.js';
import { placeName, type S3Place } from './s3-place.js';
import { s3Refusal } from './s3-refusal.js';
import { type Signer, signerOf } from './s3-signer.js';
import type { Content, Store, StoredBytes } from './store.js';
import { StoreFailure, TooLarge } from './store-failure.js';
import { bytesOf, drop, exchange } from './transport.js';

/** SHA-256 of no bytes: requests without a body. */
const NOTHING = sha256(new Uint8Array());

/** Largest that S3 takes in one piece, and a list of 1,000 keys, in bytes. */
const MOST_BYTES = 5 * 2 ** 30;
const MOST_LIST = 2_000_000;

/** Up to here all bytes are read back after writing; of more, their number. */
const READ_BACK = 1_000_000;

/**
 * A bucket of Amazon S3 or of a server that speaks its protocol. `If-None-Match: *` keeps what was written first; every body is
 * signed by its SHA-256 and has its length, so no server sees chunks with trailers, which some store as part of the bytes.
 */
export class S3Store implements Store {
  readonly name: string;
  readonly #place: S3Place;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #silenceMs: number;
  #opened: Promise<{ readonly account: S3Account; readonly sign: Signer }> | undefined;
  /** What came back as other bytes: the next to write it may replace it. */
  readonly #damaged = new Set<Address>();

  /**
   * @param environment - read at the first request
   * @param silenceMs - longest silence of the server, in milliseconds
   */
  constructor(
    place: S3Place,
    environment: Readonly<Record<string, string | undefined>> = process.env,
    silenceMs = 10_000,
  ) {
    this.name = placeName(place);
    this.#place = place;
    this.#environment = environment;
    this.#silenceMs = silenceMs;
  }

  async get(address: Address): Promise<StoredBytes | undefined> {
    const answer = await this.#ask('GET', address);
    if (answer.statusCode !== 200) return this.#missing(answer, address);
    return bytesOf(answer, address, this.#what(address), async () => {
      this.#damaged.add(address);
    });
  }

  async has(address: Address): Promise<boolean> {
    return (await this.#sizeOf(address)) !== undefined;
  }

  async put(address: Address, given: Content): Promise<'written' | 'present'> {
    const content = await this.#sized(address, given);
    const headers = {
      'x-amz-content-sha256': content.digest,
      'content-type': 'application/octet-stream',
      ...(!this.#damaged.has(address) && { 'if-none-match': '*' }),
    };
    const answer = await this.#ask('PUT', address, { content, headers });
    const { statusCode: status } = answer;
    if (status === 412) {
      drop(answer);
      return 'present';
    }
    if (status === 409) {
      // Somebody else writes or removes it at this moment.
      drop(answer);
      if (await this.has(address)) return 'present';
      throw new StoreFailure('unreachable', `${this.#what(address)}: another writer was in the way`);
    }
    if (status !== 200) throw await s3Refusal(answer, this.#what(address));
    drop(answer);
    await this.#readBack(address, content);
    this.#damaged.delete(address);
    return 'written';
  }

  async *list(area: Area, after = ''): AsyncGenerator<string> {
    const prefix = `${this.#place.prefix}${area}/`;
    for (let last = after; ; ) {
      const query = new URLSearchParams({ 'list-type': '2', prefix, 'start-after': `${prefix}${last}` });
      const answer = await this.#ask('GET', `?${query}`);
      if (answer.statusCode !== 200) throw await s3Refusal(answer, this.#what(`${area}/`));
      const text = new TextDecoder().decode(await readWhole(answer, MOST_LIST, this.#what(`${area}/`)));
      // Keys are hexadecimal, and the prefix has no character that XML writes in another way.
      const names = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key.slice(prefix.length));
      const further = names.filter((name) => name > last);
      yield* further;
      if (further.length === 0 || !text.includes('<IsTruncated>true</IsTruncated>')) return;
      last = further[further.length - 1];
    }
  }

  async remove(address: Address): Promise<boolean> {
    const was = await this.has(address);
    const answer = await this.#ask('DELETE', address);
    const { statusCode: status = 0 } = answer;
    if (status !== 404 && (status < 200 || status > 299)) throw await s3Refusal(answer, this.#what(address));
    drop(answer);
    this.#damaged.delete(address);
    return was;
  }

  /** In bytes; undefined where there is nothing. */
  async #sizeOf(address: Address): Promise<number | undefined> {
    const answer = await this.#ask('HEAD', address);
    if (answer.statusCode !== 200) return this.#missing(answer, address);
    drop(answer);
    return Number(answer.headers['content-length']);
  }

  /** @throws S3Refusal unless the answer says that there is nothing at this address */
  async #missing(answer: IncomingMessage, address: Address): Promise<undefined> {
    const refusal = await s3Refusal(answer, this.#what(address));
    if (answer.statusCode !== 404 || refusal.reason === 'NoSuchBucket') throw refusal;
  }

  /** @throws StoreFailure `damaged` where the server has other bytes than it was sent */
  async #readBack(address: Address, { bytes, digest }: Required<Pick<Content, 'bytes' | 'digest'>>): Promise<void> {
    const what = this.#what(address);
    const isSame =
      bytes > READ_BACK ? (await this.#sizeOf(address)) === bytes : (await this.#digestOf(address)) === digest;
    if (isSame) return;
    this.#damaged.add(address);
    throw new StoreFailure('damaged', `${what}: the server keeps other bytes than it was sent`);
  }

  async #digestOf(address: Address): Promise<string | undefined> {
    const answer = await this.#ask('GET', address);
    if (answer.statusCode !== 200) return this.#missing(answer, address);
    return sha256(await readWhole(answer, 2 * READ_BACK, this.#what(address)));
  }

  /** With length and digest, which the signature needs: what has neither is read into memory. */
  async #sized(address: Address, given: Content): Promise<Content & Required<Pick<Content, 'bytes' | 'digest'>>> {
    const { bytes, digest, most = MOST_BYTES } = given;
    const isKnown = bytes !== undefined && digest !== undefined;
    const content = isKnown
      ? { ...given, bytes, digest }
      : contentOf(await readWhole(given.open(), most, this.#what(address)));
    if ((content.bytes ?? 0) > MOST_BYTES)
      throw new TooLarge(
        `${this.#what(address)}: it has ${content.bytes} bytes, and S3 takes up to ${MOST_BYTES} (5 GiB) in one piece; use --store with a folder or \`selvedge cache serve\` for such results`,
      );
    return content as Content & Required<Pick<Content, 'bytes' | 'digest'>>;
  }

  async #ask(
    method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
    path: Address | `?${string}`,
    { content, headers }: { readonly content?: Content; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<IncomingMessage> {
    const { account, sign } = await this.#open();
    const url = new URL(path.startsWith('?') ? path : `${this.#place.prefix}${path}`, account.root);
    if (path.startsWith('?')) url.pathname = url.pathname.replace(/(?<=.)\/$/, ''); // the bucket itself, as AWS writes it
    const signed = await sign({ method, url, headers: { 'x-amz-content-sha256': NOTHING, ...headers } });
    const what = this.#what(path.startsWith('?') ? '' : path);
    return exchange({ method, url, headers: signed, silenceMs: this.#silenceMs, what, ...(content && { content }) });
  }

  #open(): Promise<{ readonly account: S3Account; readonly sign: Signer }> {
    this.#opened ??= (async () => {
      const account = accountOf(this.#place, this.name, this.#environment);
      return { account, sign: await signerOf(account) };
    })();
    return this.#opened;
  }

  #what = (path: string): string => `${this.name.replace(/\/$/, '')}/${path}`;
}
