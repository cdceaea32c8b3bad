import type { Cache } from '@selvedge/workflow';
import type { Executor, Node } from '@selvedge/workflow/types';
import type { PlannedEntry } from '../plan/planning.js';
import { type ChosenEntry, chooseEntry } from './fit-entry.js';

/** The config of a model, where nothing has to be computed to know it; undefined where its sweep has trials without a score. */
export async function chooseKnown(
  planned: PlannedEntry,
  cache: Cache,
  executor: Executor,
): Promise<ChosenEntry | undefined> {
  try {
    return await chooseEntry(planned, new KnownResults(cache, executor));
  } catch (error) {
    if (error === UNKNOWN) return undefined;
    throw error;
  }
}

const UNKNOWN = new Error('internal: the result is not in the cache');

/** Reads results and computes none. */
class KnownResults implements Executor {
  readonly records = [];
  readonly #cache: Cache;
  readonly #executor: Executor;

  constructor(cache: Cache, executor: Executor) {
    this.#cache = cache;
    this.#executor = executor;
  }

  async get<T>(node: Node<T>): Promise<T> {
    if (!(await this.#cache.peek(node.key))) throw UNKNOWN;
    return this.#executor.get(node);
  }

  files(node: Node): ReturnType<Executor['files']> {
    return this.#executor.files(node);
  }

  /** Nothing is computed together. */
  expect(): void {}

  keepOnly(): void {}
}
