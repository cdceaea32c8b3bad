/** One model on one table, on one side. */
export interface Point {
  readonly rows: number;
  readonly columns: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  /** Of the whole process, data and libraries included. */
  readonly peakMb: number;
}

export interface Growth {
  readonly model: string;
  /** Fit, or fit and prediction. */
  readonly measured: string;
  readonly ours: readonly Point[];
  readonly peer: readonly Point[];
}

/** `growth.json`: what one call of growth.js measured. Plain JSON. */
export interface GrowthResults {
  readonly command: string;
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  readonly peer: string;
  readonly load: readonly [number, number];
  readonly models: readonly Growth[];
}

export type Axis = 'rows' | 'columns';

/** Tables that differ along an axis alone, the smallest first. */
export function along(points: readonly Point[], axis: Axis): readonly Point[] {
  const other = axis === 'rows' ? 'columns' : 'rows';
  const lengths = points.map((point) => point[other]);
  const common = lengths.find((length) => points.filter((point) => point[other] === length).length > 2);
  return points.filter((point) => point[other] === common).sort((a, b) => a[axis] - b[axis]);
}

/**
 * The power of a size that a figure grows with: the slope, in logarithms, between the last two sizes. Smaller ones show what
 * every call costs.
 */
export function slope(points: readonly Point[], axis: Axis, figure: 'processorSeconds' | 'peakMb'): number {
  const [before, last] = along(points, axis).slice(-2);
  return Math.log(last[figure] / before[figure]) / Math.log(last[axis] / before[axis]);
}
