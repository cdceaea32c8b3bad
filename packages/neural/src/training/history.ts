import { monitors } from '../schedules/monitor.js';
import type { Monitor } from '../specs.generated.js';

/** Figures of a network in inference mode on some rows. */
export interface Metrics {
  /** The loss that is minimised, penalties included, with plain targets (no smoothing, no weights). As Keras's. */
  readonly loss: number;
  /** Mean of -log p(true class). Without softmax at the end p counts as 1e-7 where it is less. */
  readonly crossEntropy: number;
  readonly accuracy: number;
  readonly rows: number;
}

/** What one epoch did. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Of the epoch's last step. */
  readonly learningRate: number;
  /** Of the steps, and of scoring afterwards. */
  readonly trainSeconds: number;
  readonly evaluationSeconds: number;
  /**
   * Mean over the epoch's steps while the weights moved and dropout was on: not comparable with the others. The loss is
   * without penalties, which Keras's running loss has in it.
   */
  readonly running: { readonly loss: number; readonly accuracy: number };
  /** Of training rows, scored again after the epoch; absent with `evaluateTrain: 0`. */
  readonly train?: Metrics;
  /** Of the held-out rows; absent without them. */
  readonly validation?: Metrics;
}

/** Why training ended. */
export type StopReason = 'epochs' | 'early-stopping' | 'callback';

export interface History {
  readonly epochs: readonly EpochRecord[];
  readonly stopped: StopReason;
  /** The epoch (counted from 1) whose weights are the result. */
  readonly resultEpoch: number;
  /** What trained it: engine, library version, threads. */
  readonly engine: string;
}

/** The monitored figure of an epoch, turned so that smaller is better; undefined when it was not measured. */
export function monitored(record: EpochRecord, monitor: Monitor): number | undefined {
  const { rows, of } = monitors.definitionOf(monitor);
  const metrics = record[rows];
  return metrics && of(metrics);
}
