/** How far a piece of work has come. */
export interface Progress {
  /** What is being done, for people: `fit knn`, `epoch 3`. */
  readonly step: string;
  /** Units finished so far, from 0 to `total`. */
  readonly done: number;
  readonly total: number;
  /** Figures known at this point, for instance `{ loss: 0.31, accuracy: 0.89 }`. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Of training in epochs: the one that has just ended. */
  readonly epoch?: EpochProgress;
}

/** What an epoch of training did, at the moment when it ended. */
export interface EpochProgress {
  /** Counted from 1. */
  readonly epoch: number;
  /** The most that there will be. */
  readonly epochs: number;
  /** Of the epoch's last step. */
  readonly learningRate: number;
  /** Steps and scoring together. */
  readonly seconds: number;
  /** Until all epochs are done, at the speed so far; early stopping may end before. */
  readonly secondsLeft: number;
  /** Means over the epoch's steps while the weights moved, for instance `{ loss: 0.31, accuracy: 0.89 }`. */
  readonly running: Readonly<Record<string, number>>;
  /** The same figures of training rows that were scored after the epoch, where they were. */
  readonly train?: Readonly<Record<string, number>>;
  /** The same figures of the held-out rows, where there are some. */
  readonly validation?: Readonly<Record<string, number>>;
}

/** Receives progress; called often, so it must be quick. */
export type OnProgress = (progress: Progress) => void;
