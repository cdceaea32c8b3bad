import type { Interval } from '../uncertainty/interval.js';

/** Metrics that are shares, spoken of in percentage points. */
const SHARES = new Set([
  'accuracy',
  'error-rate',
  'balanced-accuracy',
  'macro-precision',
  'macro-recall',
  'macro-f1',
  'weighted-f1',
]);

/** What a difference is between, and how it came out. */
export interface Verdict {
  readonly first: string;
  readonly second: string;
  readonly metric: string;
  /** First minus second. */
  readonly difference: number;
  readonly interval: Interval;
  readonly winner: 'first' | 'second' | 'tie';
  /** Said at the end, for instance how many comparisons were corrected for. */
  readonly note?: string;
}

/** A difference in words: `A beats B by 1.2 points of accuracy (95 % interval 0.7 to 1.7).` */
export function verdictSentence({ first, second, metric, difference, interval, winner, note }: Verdict): string {
  const flip = winner === 'second' ? -1 : 1;
  const bounds = [flip * interval.low, flip * interval.high].sort((a, b) => a - b);
  const range = `${Math.round(interval.level * 1000) / 10} % interval ${bounds.map((bound) => amount(metric, bound)).join(' to ')}`;
  const tail = note ? `; ${note}` : '';
  if (winner === 'tie') {
    const gap = `${amount(metric, difference)}${unit(metric)}`;
    return `${first} and ${second} are not distinguishable: they differ by ${gap} (${range}${tail}).`;
  }
  const [better, worse] = winner === 'first' ? [first, second] : [second, first];
  // Of a loss the smaller is better, and 'by 0.1' means lower by 0.1.
  const by = `${amount(metric, Math.abs(difference))}${unit(metric)}`;
  const [low, high] = bounds.map(Math.abs).sort((a, b) => a - b);
  const signs = Math.sign(bounds[0]) === Math.sign(bounds[1]);
  const width = signs
    ? `${Math.round(interval.level * 1000) / 10} % interval ${amount(metric, low)} to ${amount(metric, high)}`
    : range;
  return `${better} beats ${worse} by ${by} (${width}${tail}).`;
}

const unit = (metric: string): string =>
  SHARES.has(metric) ? ` points of ${metric.replaceAll('-', ' ')}` : ` of ${metric.replaceAll('-', ' ')}`;

function amount(metric: string, value: number): string {
  if (!SHARES.has(metric)) return String(Number(value.toPrecision(3)));
  const points = value * 100;
  return points.toFixed(Math.abs(points) < 0.95 ? 2 : 1);
}
