import type { ModelEntry } from './model-entry.js';
import type { NamedNetwork } from './named-network.js';
import type { TransformEntry } from './transform-entry.js';

/** Names that a project adds to its pipeline files. A value: two runs of one process may use different plugins. */
export interface Plugin {
  /** For messages and keys: lower-case letters, digits and dashes, with a scope where it has one. */
  readonly name: string;
  /**
   * Part of the identity of every result of its models and transforms, which need one. A plugin of a configuration file has
   * the digest of its code and of all that it imports beside it, or alone. One that a program hands over is known by its
   * version and the text of `create` and `load`: change the version when other code changes.
   */
  readonly version?: string;
  readonly models?: readonly ModelEntry[];
  readonly transforms?: readonly TransformEntry[];
  /** By the name behind `zoo:`. Their declarations are part of a result's identity, so they need no version. */
  readonly networks?: Readonly<Record<string, NamedNetwork>>;
  /** What can be wrong with a published figure: sentences by the name behind `reported.flaws`. */
  readonly flaws?: Readonly<Record<string, string>>;
}
