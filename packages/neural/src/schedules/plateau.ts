import type { ReduceOnPlateauParams } from '../specs.generated.js';

/** What `reduce-on-plateau` remembers between epochs; plain JSON, for checkpoints. */
export interface PlateauState {
  readonly factor: number;
  readonly best: number | null;
  readonly wait: number;
  readonly cooldown: number;
}

export const plateauStart: PlateauState = { factor: 1, best: null, wait: 0, cooldown: 0 };

/**
 * What the state is after an epoch.
 *
 * @param figure - the monitored figure; smaller is better
 */
export function afterEpoch(
  { factor, patience, minDelta, cooldown }: ReduceOnPlateauParams,
  state: PlateauState,
  figure: number,
): PlateauState {
  const cooling = Math.max(0, state.cooldown - 1);
  if (state.best === null || figure < state.best - minDelta)
    return { ...state, best: figure, wait: 0, cooldown: cooling };
  if (state.cooldown > 0) return { ...state, wait: 0, cooldown: cooling };
  const wait = state.wait + 1;
  if (wait < patience) return { ...state, wait };
  return { ...state, factor: state.factor * factor, wait: 0, cooldown };
}
