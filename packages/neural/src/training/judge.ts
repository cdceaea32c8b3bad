import { SelvedgeError } from '@selvedge/data';
import { afterEpoch } from '../schedules/plateau.js';
import { judgeEpoch } from './early-stopping.js';
import { type EpochRecord, monitored } from './history.js';
import type { RunState } from './run-state.js';
import type { TrainParams } from './train-spec.js';

/** What an epoch's figures mean for the training. */
export interface Verdict {
  readonly state: Pick<RunState, 'plateau' | 'stopping'>;
  /** The weights are the ones to go back to. */
  readonly isBest: boolean;
  readonly stop: boolean;
}

/**
 * Lets the schedule and early stopping look at an epoch.
 *
 * @throws SelvedgeError `diverged` when what they watch is not a number
 */
export function judge({ schedule, earlyStopping }: TrainParams, state: RunState, record: EpochRecord): Verdict {
  let { plateau } = state;
  if (schedule.kind === 'reduce-on-plateau') {
    plateau = afterEpoch(schedule, plateau, figureOf(record, schedule.monitor, 'schedule'));
  }
  if (earlyStopping === undefined) return { state: { plateau, stopping: state.stopping }, isBest: false, stop: false };
  const figure = figureOf(record, earlyStopping.monitor, 'earlyStopping');
  const { state: stopping, improved, stop } = judgeEpoch(earlyStopping, state.stopping, record.epoch, figure);
  return { state: { plateau, stopping }, isBest: improved && earlyStopping.restoreBestWeights, stop };
}

function figureOf(record: EpochRecord, monitor: Parameters<typeof monitored>[1], what: string): number {
  const figure = monitored(record, monitor);
  if (figure !== undefined && !Number.isNaN(figure)) return figure;
  if (figure !== undefined) {
    throw new SelvedgeError(
      'diverged',
      `train: ${what} watches ${monitor}, which is not a number after epoch ${record.epoch}. Lower the learning rate, or scale the features.`,
    );
  }
  throw new Error(`internal: ${what} watches ${monitor}, which is not measured`);
}
