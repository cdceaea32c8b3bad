import { type MetricName, metric } from '@selvedge/evaluate';

/** A score; null or NaN where it is undefined. */
export type Score = number | null;

/** Positions of scores from the best to the worst: the first of equals first, undefined ones last. */
export function ranked(scores: readonly Score[], by: MetricName): readonly number[] {
  const sign = metric(by).better === 'higher' ? -1 : 1;
  const rank = (score: Score): number =>
    score === null || Number.isNaN(score) ? Number.POSITIVE_INFINITY : sign * score;
  return [...scores.keys()].sort((a, b) => compare(rank(scores[a]), rank(scores[b])) || a - b);
}

/** Position of the best score, the first of equals. */
export const bestOf = (scores: readonly Score[], by: MetricName): number => ranked(scores, by)[0];

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
