import type { Address, Area } from './address.js';

/** Bytes as they come. Node's readable streams are such. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** Bytes that a store gives. */
export interface StoredBytes {
  /**
   * Ends with an error where the bytes of a `cas` address are not those of its digest, or fewer come than were stored: what has
   * been read by then must not be used.
   */
  readonly stream: ByteStream;
  /** How many there are, where the store says. */
  readonly bytes?: number;
}

/** Bytes for a store. */
export interface Content {
  /** How many; absent where that is known only at their end. */
  readonly bytes?: number;
  /** SHA-256 in hexadecimal; absent: what comes is stored as it is. */
  readonly digest?: string;
  /** Longest that is stored, in bytes. Default any. */
  readonly most?: number;
  /** From the beginning; called again for another try. */
  open(): ByteStream;
}

/**
 * Keeps bytes for several machines. What is there is not written again: of two writers the first one's bytes stay.
 *
 * Every member throws `StoreFailure` where the store cannot be reached or refuses.
 */
export interface Store {
  /** Its address, without passwords. */
  readonly name: string;
  get(address: Address): Promise<StoredBytes | undefined>;
  has(address: Address): Promise<boolean>;
  put(address: Address, content: Content): Promise<'written' | 'present'>;
  /**
   * Names in an area, in their order.
   *
   * @param after - names up to this one are left out
   * @throws SelvedgeError `unsupported` where the store does not list
   */
  list(area: Area, after?: string): AsyncIterable<string>;
  /** @returns whether something was there */
  remove(address: Address): Promise<boolean>;
}
