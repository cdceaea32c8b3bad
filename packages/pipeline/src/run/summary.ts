import type { ModelResult, PartResult, RunResults } from './results.js';

/** `85.54 %` */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '-' : `${(100 * share).toFixed(2)} %`;

/** `85.54 % (84.84 to 86.22)` */
export function accuracyWithInterval(part: PartResult | undefined): string {
  if (!part) return '-';
  const { value, interval } = part.evaluation.report.accuracy;
  return `${percent(value)} (${(100 * interval.low).toFixed(2)} to ${(100 * interval.high).toFixed(2)})`;
}

/**
 * Accuracy over the folds of a cross-validation, with the standard deviation between them: `85.42 % ± 3.10`. A dash where
 * there is none, and where folds went on with the weights of others, because that estimates nothing.
 */
export function accuracyOverFolds({ crossValidation }: Pick<ModelResult, 'crossValidation'>): string {
  const accuracy = crossValidation?.metrics.accuracy;
  if (!accuracy || crossValidation?.carryWeights) return '-';
  const { mean, standardDeviation } = accuracy;
  return `${percent(mean)}${standardDeviation === null ? '' : ` ± ${(100 * standardDeviation).toFixed(2)}`}`;
}

/** `0.12 s`, `4.3 s`, `2 min 5 s` */
export function duration(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** The rows whose figures stand for a model: test, or else validation, or else training rows. */
export const primarySplit = ({ parts }: ModelResult): PartResult | undefined =>
  parts.test ?? parts.validation ?? parts.train;

/** Stands wherever figures of generated images are shown. */
export function generatedNotice({ data }: { readonly data: Omit<RunResults['data'], 'found'> }): string | undefined {
  if (!data.generated) return undefined;
  const instead = data.wanted === data.name ? '' : `'${data.wanted}' was not found and could not be fetched. `;
  return `${instead}These are GENERATED images ('${data.name}'): no figure compares with a published one.`;
}
