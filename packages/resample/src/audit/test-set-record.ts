/** A look at the test labels. Plain JSON. */
export interface TestSetAccess {
  /** Whose predictions are held against them. */
  readonly model: string;
  /** What for: `score`, `error analysis`, `robustness`, `comparison`. */
  readonly purpose: string;
}

/** How a test set was used. Plain JSON. */
export interface TestSetUse {
  readonly name: string;
  readonly rows: number;
  /** In their order. */
  readonly accesses: readonly TestSetAccess[];
  /** Models that were scored more than once: their last figures are not a first look any more. */
  readonly scoredAgain: readonly string[];
  /** The record in plain words. */
  readonly summary: string;
}

/** Counts how often test labels are seen, for whom and what for. */
export class TestSetRecord {
  readonly name: string;
  readonly rows: number;
  readonly #accesses: TestSetAccess[] = [];

  constructor(name: string, rows: number) {
    this.name = name;
    this.rows = rows;
  }

  add({ model, purpose }: TestSetAccess): void {
    this.#accesses.push({ model, purpose });
  }

  includes({ model, purpose }: TestSetAccess): boolean {
    return this.#accesses.some((access) => access.model === model && access.purpose === purpose);
  }

  toJSON(): TestSetUse {
    const { name, rows } = this;
    const scored = this.#accesses.filter(({ purpose }) => purpose === 'score').map(({ model }) => model);
    const scoredAgain = [...new Set(scored.filter((model, at) => scored.indexOf(model) < at))];
    return { name, rows, accesses: [...this.#accesses], scoredAgain, summary: this.#summary(scoredAgain) };
  }

  #summary(again: readonly string[]): string {
    const accesses = this.#accesses;
    if (accesses.length === 0) return `The labels of ${this.name} were not accessed.`;
    const models = new Set(accesses.map(({ model }) => model)).size;
    const purposes = [...new Set(accesses.map(({ purpose }) => purpose))].map(
      (purpose) => `${purpose} ${accesses.filter((access) => access.purpose === purpose).length}`,
    );
    const start = `The labels of ${this.name} were accessed ${times(accesses.length)}, for ${models} ${models === 1 ? 'model' : 'models'} (${purposes.join(', ')})`;
    return again.length === 0
      ? `${start}; no model was scored more than once.`
      : `${start}; scored more than once: ${again.join(', ')}. Figures after a first look are optimistic if anything was chosen by it.`;
  }
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
