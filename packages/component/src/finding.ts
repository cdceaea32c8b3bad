import type { Path } from './path.js';

/** One thing that is wrong with a value. */
export interface Finding {
  readonly path: Path;
  /** Whether the key at the end of the path is wrong, or what stands under it. */
  readonly of: 'key' | 'value';
  /** The thing, the value seen, the values allowed. */
  readonly message: string;
}
