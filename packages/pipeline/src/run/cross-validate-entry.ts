import { type MetricName, summarizeFolds } from '@selvedge/evaluate';
import type { FoldSummary } from '@selvedge/evaluate/types';
import { definedScore } from '@selvedge/resample/plans';
import type { FoldsCheck } from '@selvedge/resample/types';
import type { Executor, Node } from '@selvedge/workflow/types';
import type { CrossValidationSpec } from '../spec/evaluate-schema.js';
import type { ChosenEntry } from './fit-entry.js';
import { planFolds } from './plan-folds.js';

/** The result of a cross-validation. Plain JSON. */
export interface CrossValidationResult {
  readonly folds: number;
  readonly stratified: boolean;
  /** Every fold went on with the weights of the one before: the figures estimate nothing. */
  readonly carryWeights?: boolean;
  readonly metrics: Readonly<Partial<Record<MetricName, FoldSummary>>>;
}

/** A cross-validation with the steps that made it, and what its guard counted. */
export interface CrossValidated {
  readonly result: CrossValidationResult;
  readonly check: FoldsCheck;
  readonly nodes: readonly Node[];
}

/**
 * Executes the plan of a cross-validation. Each fold is a cached step of its own, so an interrupted cross-validation goes on
 * where it was.
 *
 * @throws SelvedgeError `invalid-argument` as `planFolds`, for too many exact copies across the sides of folds, or a metric that is
 * undefined for a fold
 */
export async function crossValidateEntry(
  chosen: ChosenEntry,
  spec: number | CrossValidationSpec,
  executor: Executor,
): Promise<CrossValidated> {
  const { entry, nodes } = chosen;
  const { metrics } = entry.evaluate;
  const { folds, stratified, carryWeights, ...planned } = await planFolds(chosen, spec, executor);
  const check = await executor.get(planned.check);
  const values = new Map<MetricName, number[]>(metrics.map((metric) => [metric, []]));
  for (const { fit, score: node } of planned.fits) {
    const scores = await executor.get(node);
    for (const metric of metrics) {
      const score = scores.metrics[metric] ?? Number.NaN;
      values.get(metric)?.push(definedScore(`${entry.name}: crossValidation`, metric, score));
    }
    executor.keepOnly([nodes.fit, nodes.part('train'), ...(carryWeights ? [fit] : [])]);
  }
  const summaries = metrics.map((metric) => [metric, summarizeFolds(values.get(metric) ?? [], planned.ratio)] as const);
  const result = { folds, stratified, ...(carryWeights && { carryWeights }), metrics: Object.fromEntries(summaries) };
  return { result, check, nodes: [planned.check, ...planned.fits.map(({ score }) => score)] };
}
