/** What decides between cuts. */
export interface CutRules {
  readonly minChildWeight: number;
  readonly l2: number;
  readonly minGain: number;
}

/** Sums of the first and second derivatives of some rows. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

/** Where a node is cut best. */
export interface Cut {
  /** Place in the list of used columns. */
  readonly place: number;
  /** Rows whose bin is at most this go left. */
  readonly cut: number;
  /** The next bin that holds rows. */
  readonly next: number;
  readonly gain: number;
  /** Whether missing values go left; undefined where no training row has any in the column. */
  readonly missingLeft: boolean | undefined;
  /** Sums of the rows that go left. */
  readonly left: Sums;
}

/** Second derivatives of a row are at least this. */
export const LEAST_HESSIAN = 1e-6;
