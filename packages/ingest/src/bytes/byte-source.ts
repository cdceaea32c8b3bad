/** Where bytes are read from: a file, or what is in memory already. */
export interface ByteSource {
  /** Names it in errors. */
  readonly path: string;
  /** @throws SelvedgeError `not-found`, `io` */
  open(): Promise<OpenSource>;
}

/** A source that is open. */
export interface OpenSource {
  /** How many bytes it holds. */
  readonly size: number;
  /**
   * Fills `target`, or what is left, and returns how many bytes came.
   *
   * @param position - of the first byte; default: behind the last one that was read without a position
   */
  read(target: Uint8Array, position?: number): Promise<number>;
  close(): Promise<void>;
}
