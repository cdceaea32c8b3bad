import { type SavedState, SelvedgeError } from '@selvedge/data';
import type { PlateauState } from '../schedules/plateau.js';
import type { EarlyStoppingState } from './early-stopping.js';
import type { EpochRecord, StopReason } from './history.js';

/** Where a run is, beyond its arrays. Plain JSON. */
export interface RunState {
  /** Finished epochs. */
  readonly epoch: number;
  /** Finished batches of the present one, with their sums. */
  readonly batch: number;
  readonly lossSum: number;
  readonly correct: number;
  /** How often weights were averaged. */
  readonly averaged: number;
  readonly records: readonly EpochRecord[];
  readonly plateau: PlateauState;
  readonly stopping: EarlyStoppingState;
  /** The last epoch after which weights were averaged, 0 for none: it may have been stopped before it was scored. */
  readonly averagedEpoch?: number;
  /** Why the run ended before its epochs were over. */
  readonly stopped?: StopReason;
}

/** What a checkpoint holds in addition to its arrays. */
export function runConfig(state: RunState, fingerprint: string): SavedState['config'] {
  return JSON.parse(JSON.stringify({ state, fingerprint })) as SavedState['config'];
}

/**
 * Reads it back.
 *
 * @param path - for the error's text
 * @throws SelvedgeError `corrupt-file` when the checkpoint is of another run
 */
export function runStateOf(config: SavedState['config'], fingerprint: string, path: string): RunState {
  if (config['fingerprint'] !== fingerprint) {
    throw new SelvedgeError(
      'corrupt-file',
      `checkpoint ${path}: it belongs to a run with other data, another network, seed or training parameters; use another path, or set checkpoint.resume to false to begin from scratch.`,
    );
  }
  return config['state'] as unknown as RunState;
}
