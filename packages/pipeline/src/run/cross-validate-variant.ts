import { type FoldSummary, type MetricName, summarizeFolds } from '@selvedge/evaluate';
import type { Executor } from '../executors/executor.js';
import { numericSeed, type SettingNodes, settingNodesOn } from '../plan/setting-nodes.js';
import type { EvaluateSpec } from '../spec/evaluate-schema.js';
import { foldRowsNode } from '../steps/fold-rows.js';

/** The result of a cross-validation. Plain JSON. */
export interface CrossValidationResult {
  readonly folds: number;
  readonly stratified: boolean;
  readonly metrics: Readonly<Partial<Record<MetricName, FoldSummary>>>;
}

/**
 * Fits and scores by folds of the training and validation rows. Preparation is fitted inside each fold, every fold
 * starts afresh, and each fold is a cached step of its own, so an interrupted cross-validation goes on where it was.
 */
export async function crossValidateVariant(
  nodes: SettingNodes,
  spec: NonNullable<EvaluateSpec['crossValidation']>,
  metrics: readonly MetricName[],
  executor: Executor,
  name: string,
): Promise<CrossValidationResult> {
  const { folds, stratified = true } = spec;
  const { setting } = nodes;
  const values = new Map<MetricName, number[]>(metrics.map((metric) => [metric, []]));
  for (let fold = 0; fold < folds; fold++) {
    const rows = foldRowsNode(nodes.rows, { folds, stratified }, fold, numericSeed(setting.seed));
    const inFold = settingNodesOn(setting, rows, false, `${name}/fold-${fold + 1}`);
    const scores = await executor.get(inFold.score('test', metrics));
    for (const metric of metrics) values.get(metric)?.push(scores.metrics[metric] ?? Number.NaN);
    executor.keepOnly([nodes.fit, nodes.part('train')]);
  }
  const summaries = metrics.map(
    (metric) => [metric, summarizeFolds(values.get(metric) ?? [], 1 / (folds - 1))] as const,
  );
  return { folds, stratified, metrics: Object.fromEntries(summaries) };
}
