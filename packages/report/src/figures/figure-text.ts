/** What every figure has. */
export interface FigureText {
  /** Says what is seen, best as a finding: `Shirts are the hard class`. */
  readonly title: string;
  /** Says how it was measured: rows, split, interval. */
  readonly subtitle?: string;
}

/** A share with the interval that it was measured to, all in [0, 1]. */
export interface ShareWithInterval {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}
