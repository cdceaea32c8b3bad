import type { ModelEntry } from './model-entry.js';
import type { NamedNetwork } from './named-network.js';
import type { TransformEntry } from './transform-entry.js';

/** Names that a project adds to its pipeline files. A value: two runs of one process may use different plugins. */
export interface Plugin {
  /** For messages and keys: lower-case letters, digits and dashes, with a scope where it has one. */
  readonly name: string;
  /**
   * Part of the identity of every result of its models and transforms, which need one: change it when their code changes,
   * or the cache does not notice. A plugin of a configuration file has the digest of that file beside it, or alone.
   */
  readonly version?: string;
  readonly models?: readonly ModelEntry[];
  readonly transforms?: readonly TransformEntry[];
  /** By the name behind `zoo:`. Their declarations are part of a result's identity, so they need no version. */
  readonly networks?: Readonly<Record<string, NamedNetwork>>;
  /** What can be wrong with a published figure: sentences by the name behind `reported.flaws`. */
  readonly flaws?: Readonly<Record<string, string>>;
}
