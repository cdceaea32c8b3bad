/** A range that holds the true value in `level` of all repetitions of the experiment. Plain JSON. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Confidence level in (0, 1), 0.95 unless asked otherwise. */
  readonly level: number;
  readonly method: 'wilson' | 'score' | 'bootstrap' | 'student-t' | 'corrected-t';
}

/** A number with its uncertainty. Plain JSON. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/** A share of counted rows: the denominator travels with the value. Plain JSON. */
export interface Proportion extends Estimate {
  /** How many rows had the property. */
  readonly count: number;
  /** Of how many. */
  readonly total: number;
}
