import type { CheckedFile } from '../cache/cache.js';
import type { Node } from '../plan/node.js';

/** How a step came by its result. */
export interface StepRecord {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  /** `ran`: computed now; `cached`: read from the cache; `memory`: cheap, computed again in this process. */
  readonly outcome: 'ran' | 'cached';
  /** Why it was not taken from the cache, where one might have expected that. */
  readonly reason?: 'damaged' | 'cache off';
  readonly detail?: string;
  readonly seconds: number;
}

/** Obtains results of steps. Ready for others that run steps elsewhere: a step is its identity, its result is files. */
export interface Executor {
  /** @throws what the step threw; SelvedgeError `aborted` when the run's signal fires */
  get<T>(node: Node<T>): Promise<T>;
  /** The files of a result, checked byte by byte; made again where the cache has lost them. @throws as `get` */
  files(node: Node): Promise<Readonly<Record<string, CheckedFile>>>;
  /** Says which steps will be wanted, so that those whose parameters nest are computed together. */
  expect(nodes: readonly Node[]): void;
  /** Forgets results in memory that none of these steps needs. */
  keepOnly(nodes: readonly Node[]): void;
  /** Every step that has ended, in that order. */
  readonly records: readonly StepRecord[];
}
