import type { Times } from './measured.js';

/** One side of a comparison: every run of it, and what it scored. */
export interface Side {
  readonly name: string;
  readonly threads: number;
  readonly runs: readonly Partial<Times>[];
  readonly peakMb?: number;
  readonly accuracy?: number;
  readonly loss?: number;
}

export interface SpeedRow {
  readonly work: string;
  /** The peer's time to ours that we want at least. */
  readonly wanted?: number;
  readonly ours: Side;
  readonly peer: Side;
  readonly note?: string;
}

/** What one call of a script measured: a committed file in `results/`. Plain JSON. */
export interface SpeedResults {
  readonly title: string;
  readonly command: string;
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** One-minute load averages when it began and when it ended: other work ran beside it where they exceed the cores. */
  readonly load: readonly [number, number] | null;
  readonly rows: readonly SpeedRow[];
}

export type Figure = keyof Times;

/** The quickest run: what else a machine does only ever adds to it. */
export function best({ runs }: Side, figure: Figure): number | undefined {
  const times = runs.flatMap((run) => run[figure] ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** The slowest run by the quickest. */
export function spread({ runs }: Side, figure: Figure): number | undefined {
  const times = runs.flatMap((run) => run[figure] ?? []);
  return times.length > 1 ? Math.max(...times) / Math.min(...times) : undefined;
}

/** The peer's time by ours. */
export function ratio({ ours, peer }: SpeedRow, figure: Figure): number | undefined {
  const [mine, other] = [best(ours, figure), best(peer, figure)];
  return mine === undefined || other === undefined ? undefined : other / mine;
}

/** Processor seconds where both sides have them, for they say more on a machine that is shared. */
export const judged = (row: SpeedRow): number | undefined => ratio(row, 'processorSeconds') ?? ratio(row, 'seconds');
