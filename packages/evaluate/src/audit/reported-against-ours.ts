import { SelvedgeError } from '@selvedge/data';
import { onlyValues } from '@selvedge/data/checks';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { normalQuantile } from '../statistics/normal.js';
import type { Estimate } from '../uncertainty/interval.js';

/** The rows that a figure was measured on. */
export type SplitName = 'train' | 'validation' | 'test' | 'cross-validation';

/** A figure from a paper or report. Plain JSON. */
export interface ReportedFigure {
  /** Who reports it. */
  readonly source: string;
  readonly metric: string;
  /** On the scale of ours: shares in [0, 1], not per cent. */
  readonly value: number;
  /** Rows it was measured on; null when the report does not say or contradicts itself. */
  readonly rows: number | null;
  readonly split: SplitName;
  /** Half of the last printed digit, for instance 0.005 for '.93'; default 0. */
  readonly rounding?: number;
  /** What was wrong with how it was measured, a sentence each. */
  readonly flaws?: readonly string[];
  readonly note?: string;
}

/** What we measured. Plain JSON. */
export interface OurFigure extends Estimate {
  readonly rows: number;
  readonly split: SplitName;
}

/** A reported figure beside ours, and what follows. Plain JSON. */
export interface ReportedAgainstOurs {
  /** The row's name in the results table. */
  readonly name: string;
  readonly reported: ReportedFigure;
  readonly ours: OurFigure;
  /** Ours minus reported; positive is larger. */
  readonly difference: number;
  /** The largest difference that sampling noise of both and the printed digits explain. */
  readonly noise: number;
  /** `agrees` within noise, `better` when ours is, `contradicts` when ours is worse. */
  readonly verdict: 'agrees' | 'better' | 'contradicts';
  /** False when splits differ or the reported figure has a flaw: then the verdict compares unlike things. */
  readonly comparable: boolean;
  /** The result in plain words. */
  readonly sentence: string;
}

/**
 * Holds a reported figure against ours.
 *
 * Noise is that of two independent samples: the half width of our interval, that of the reported share (binomial, when
 * its rows are known) and half of its last digit.
 *
 * @throws SelvedgeError `invalid-argument` when a value is not finite, or a reported share lies outside [0, 1] while
 * ours is one (per cent against shares)
 */
export function reportedAgainstOurs(
  name: string,
  reported: ReportedFigure,
  ours: OurFigure,
  options: { readonly better?: 'higher' | 'lower' } = {},
): ReportedAgainstOurs {
  checkMetricOptions('reportedAgainstOurs', options, ['better']);
  onlyValues('reportedAgainstOurs', options, { better: ['higher', 'lower'] });
  const { better = 'higher' } = options;
  if (!Number.isFinite(reported.value) || !Number.isFinite(ours.value))
    throw badValue(name, reported.value, ours.value);
  if (reported.value > 1.5 && ours.value <= 1 && better === 'higher') throw perCent(name, reported.value);
  const difference = ours.value - reported.value;
  const noise = noiseOf(reported, ours);
  const improvement = better === 'higher' ? difference : -difference;
  // A rounding error of the subtraction is not a contradiction.
  const verdict = Math.abs(difference) <= noise + 1e-12 ? 'agrees' : improvement > 0 ? 'better' : 'contradicts';
  const comparable = reported.split === ours.split && (reported.flaws ?? []).length === 0;
  const parts = { name, reported, ours, difference, noise, verdict, comparable } as const;
  return { ...parts, sentence: sentence(parts) };
}

function noiseOf({ value, rows, rounding = 0 }: ReportedFigure, { interval }: OurFigure): number {
  const half = (interval.high - interval.low) / 2;
  const isShare = value >= 0 && value <= 1;
  const theirs =
    rows === null || !isShare ? 0 : normalQuantile(0.5 + interval.level / 2) * Math.sqrt((value * (1 - value)) / rows);
  return Math.hypot(half, theirs) + rounding;
}

function sentence({ name, reported, ours, verdict, comparable }: Omit<ReportedAgainstOurs, 'sentence'>): string {
  const figures = `${show(reported.value)} reported by ${reported.source} on ${reported.split}, ${show(ours.value)} ours on ${ours.rows} ${ours.split} rows`;
  const words = { agrees: 'agrees within noise', better: 'ours is better', contradicts: 'ours is worse' }[verdict];
  const caveats = [...(reported.split === ours.split ? [] : ['the splits differ']), ...(reported.flaws ?? [])];
  return `${name}: ${figures}; ${words}${comparable ? '' : `, but the two are not alike (${caveats.join('; ')})`}.`;
}

const show = (value: number): string => String(Number(value.toFixed(4)));

const badValue = (name: string, reported: number, ours: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${name}: got ${reported} reported and ${ours} ours; need finite numbers.`);

const perCent = (name: string, value: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${name}: got ${value} as reported share; shares are in [0, 1]. Divide per cents by 100.`,
  );
