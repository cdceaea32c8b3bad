import type { Json } from '@selvedge/data/types';

/** One figure at one moment. */
export interface Point {
  readonly model: string;
  /** `train`, `validation`, `test`, or `progress` for what a step reports while it works. */
  readonly part: string;
  readonly name: string;
  readonly value: number;
  /** The epoch, or units done; 0 for what is measured once. */
  readonly step: number;
}

/** Where metrics go in addition to the run's own `metrics.jsonl`. */
export interface Tracker {
  log(points: readonly Point[]): Promise<void>;
  close(status: 'finished' | 'failed' | 'interrupted'): Promise<void>;
}

interface HistoryEpoch {
  readonly epoch: number;
  readonly learningRate?: number;
  /** Steps and scoring together. */
  readonly seconds?: number;
  readonly trainSeconds?: number;
  readonly evaluationSeconds?: number;
  readonly train?: Readonly<Record<string, number>>;
  readonly validation?: Readonly<Record<string, number>>;
  readonly running?: Readonly<Record<string, number>>;
}

/** The curves of a fit: one point per epoch and figure. Empty for models without epochs. */
export function pointsOfHistory(model: string, history: Json): readonly Point[] {
  const { epochs } = (history ?? {}) as { readonly epochs?: readonly HistoryEpoch[] };
  return (epochs ?? []).flatMap(({ epoch, learningRate, train, validation, running, ...times }) =>
    [
      ...figures({ learningRate, seconds: secondsOf(times) }, 'train'),
      ...figures(running, 'running'),
      ...figures(train, 'train'),
      ...figures(validation, 'validation'),
    ].map((figure) => ({ model, step: epoch, ...figure })),
  );
}

function secondsOf({ seconds, trainSeconds, evaluationSeconds }: Partial<HistoryEpoch>): number | undefined {
  return seconds ?? (trainSeconds === undefined ? undefined : trainSeconds + (evaluationSeconds ?? 0));
}

function figures(values: Readonly<Record<string, number | undefined>> | undefined, part: string) {
  return Object.entries(values ?? {})
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[0] !== 'rows')
    .map(([name, value]) => ({ part, name, value }));
}
