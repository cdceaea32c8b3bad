/**
 * Writes while the run goes on: one write at a time, so that no more than one model waits in memory to be written. Where one fails
 * what goes on meanwhile is to stop: `failed` is aborted.
 */
export class BackgroundWrite {
  readonly #failure = new AbortController();
  #current: Promise<void> = Promise.resolve();

  get failed(): AbortSignal {
    return this.#failure.signal;
  }

  /** Begins a write when the one before has ended. @throws what that one threw */
  async begin(write: () => Promise<void>): Promise<void> {
    await this.#current;
    this.#current = write();
    this.#current.catch(() => this.#failure.abort());
  }

  /** @throws what the last write threw */
  end(): Promise<void> {
    return this.#current;
  }
}
