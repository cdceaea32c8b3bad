import { stat } from 'node:fs/promises';
import type { Address, Area } from '../store/address.js';
import type { FolderStore } from '../store/folder-store.js';

/** After an overflow the store is emptied down to this part of its limit, so that not every request removes something. */
const KEPT = 0.9;

const AREAS: readonly Area[] = ['ac', 'cas', 'nx'];

/**
 * Keeps a store within a size: what was not used for longest is removed. A record is read before its files, so it is older than
 * they are and is removed first.
 */
export class Room {
  readonly #store: FolderStore;
  readonly #most: number;
  /** Sizes by address, the one not used for longest first. */
  readonly #sizes = new Map<Address, number>();
  #bytes = 0;
  #evicted = 0;
  #emptying: Promise<void> | undefined;

  private constructor(store: FolderStore, most: number) {
    this.#store = store;
    this.#most = most;
  }

  /**
   * Looks at what lies in the store already.
   *
   * @param most - bytes
   */
  static async measure(store: FolderStore, most: number): Promise<Room> {
    const room = new Room(store, most);
    const found: { readonly address: Address; readonly bytes: number; readonly used: number }[] = [];
    for (const area of AREAS) {
      for await (const name of store.list(area)) {
        const address: Address = `${area}/${name}`;
        const info = await stat(store.pathOf(address)).catch(() => undefined);
        if (info) found.push({ address, bytes: info.size, used: info.mtimeMs });
      }
    }
    for (const { address, bytes } of found.sort((a, b) => a.used - b.used)) room.#add(address, bytes);
    await room.#empty();
    return room;
  }

  /** Bytes that the store may hold. */
  get most(): number {
    return this.#most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get entries(): number {
    return this.#sizes.size;
  }

  /** How many entries were removed for want of room. */
  get evicted(): number {
    return this.#evicted;
  }

  used(address: Address, bytes: number): void {
    this.forget(address);
    this.#add(address, bytes);
  }

  /** Takes in what was stored, and makes room where it is too much. */
  async stored(address: Address, bytes: number): Promise<void> {
    this.used(address, bytes);
    this.#emptying ??= this.#empty().finally(() => {
      this.#emptying = undefined;
    });
    await this.#emptying;
  }

  forget(address: Address): void {
    this.#bytes -= this.#sizes.get(address) ?? 0;
    this.#sizes.delete(address);
  }

  #add(address: Address, bytes: number): void {
    this.#sizes.set(address, bytes);
    this.#bytes += bytes;
  }

  async #empty(): Promise<void> {
    if (this.#bytes <= this.#most) return;
    for (const address of [...this.#sizes.keys()]) {
      if (this.#bytes <= KEPT * this.#most) return;
      await this.#store.remove(address);
      this.forget(address);
      this.#evicted++;
    }
  }
}
