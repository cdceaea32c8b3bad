import type { Rng } from '@selvedge/data';
import type { State } from '../states/json-states.js';

/** A format that the product reads, with whole samples of it. */
export interface Format {
  readonly name: string;
  /**
   * Writes whole files into an empty folder.
   *
   * @returns the files to damage, one at a time, relative to the folder
   */
  make(folder: string): Promise<readonly string[]>;
  /** Reads the folder as a user does. What it throws is judged. */
  read(folder: string, rng: Rng): Promise<unknown>;
  /** Every single change of a file that the part `states` makes, one after the other; absent: it makes none. */
  readonly states?: (bytes: Uint8Array, file: string) => Iterable<State>;
  /** How a file is damaged; default: its bytes. */
  readonly mutate?: (bytes: Uint8Array, rng: Rng, file: string) => Uint8Array;
}
