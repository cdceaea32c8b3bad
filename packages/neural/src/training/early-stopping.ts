import type { EarlyStoppingParams } from '../specs.generated.js';

/** Plain JSON, for checkpoints. */
export interface EarlyStoppingState {
  readonly best: number | null;
  readonly bestEpoch: number;
  /** Epochs since then. */
  readonly wait: number;
}

export const earlyStoppingStart: EarlyStoppingState = { best: null, bestEpoch: 0, wait: 0 };

/**
 * What an epoch changes.
 *
 * @param figure - the monitored figure, smaller is better
 * @returns the next state; `improved` when the epoch is the best so far, `stop` when patience has run out
 */
export function judgeEpoch(
  { patience, minDelta }: EarlyStoppingParams,
  state: EarlyStoppingState,
  epoch: number,
  figure: number,
): { readonly state: EarlyStoppingState; readonly improved: boolean; readonly stop: boolean } {
  if (state.best === null || figure < state.best - minDelta) {
    return { state: { best: figure, bestEpoch: epoch, wait: 0 }, improved: true, stop: false };
  }
  const wait = state.wait + 1;
  return { state: { ...state, wait }, improved: false, stop: wait >= patience };
}
