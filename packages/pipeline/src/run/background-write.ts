/** Writes while the run goes on: one write at a time, so that no more than one model waits in memory to be written. */
export class BackgroundWrite {
  #current: Promise<void> = Promise.resolve();

  /** Begins a write when the one before has ended. @throws what that one threw */
  async begin(write: () => Promise<void>): Promise<void> {
    await this.#current;
    this.#current = write();
    this.#current.catch(() => undefined); // whoever waits for it hears of it
  }

  /** @throws what the last write threw */
  end(): Promise<void> {
    return this.#current;
  }
}
