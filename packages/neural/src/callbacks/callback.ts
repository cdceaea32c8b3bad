import type { EpochRecord, History } from '../training/history.js';

/** What a callback may ask for. */
export interface TrainControl {
  /** Ends training after the present epoch. */
  stop(): void;
}

export interface BatchEnd {
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps of this epoch that are done, and all of them. */
  readonly batch: number;
  readonly batches: number;
  readonly loss: number;
  readonly learningRate: number;
}

/** The methods that a `TrainCallback` may have. */
export const CALLBACK_METHODS: readonly (keyof TrainCallback)[] = [
  'onTrainBegin',
  'onBatchEnd',
  'onEpochEnd',
  'onTrainEnd',
];

/** Code of the caller's that runs during training, in the caller's thread. Promises are waited for. */
export interface TrainCallback {
  onTrainBegin?(run: {
    readonly engine: string;
    readonly epochs: number;
    readonly firstEpoch: number;
  }): void | Promise<void>;
  onBatchEnd?(batch: BatchEnd): void | Promise<void>;
  onEpochEnd?(record: EpochRecord, control: TrainControl): void | Promise<void>;
  onTrainEnd?(history: History): void | Promise<void>;
}
