/** How far a piece of work has come. */
export interface Progress {
  /** What is being done, for people: `fit knn`, `epoch 3`. */
  readonly step: string;
  /** Units finished so far, from 0 to `total`. */
  readonly done: number;
  readonly total: number;
  /** Figures known at this point, for instance `{ loss: 0.31, accuracy: 0.89 }`. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** Receives progress; called often, so it must be quick. */
export type OnProgress = (progress: Progress) => void;
