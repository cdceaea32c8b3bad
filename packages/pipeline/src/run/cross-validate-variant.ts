import { SelvedgeError } from '@selvedge/data';
import { type FoldSummary, type MetricName, summarizeFolds } from '@selvedge/evaluate';
import type { Executor, Node } from '@selvedge/workflow';
import { numericSeed, type SettingNodes, settingNodesOn } from '../plan/setting-nodes.js';
import { modelEntry } from '../registry/models.js';
import type { EvaluateSpec } from '../spec/evaluate-schema.js';
import { foldRowsNode } from '../steps/fold-rows.js';
import type { FittedVariant } from './fit-variant.js';

/** The result of a cross-validation. Plain JSON. */
export interface CrossValidationResult {
  readonly folds: number;
  readonly stratified: boolean;
  /** Every fold went on with the weights of the one before: the figures are no estimate of anything. */
  readonly carryWeights?: boolean;
  readonly metrics: Readonly<Partial<Record<MetricName, FoldSummary>>>;
}

/**
 * Fits and scores by folds of the training and validation rows. Preparation is fitted inside each fold, every fold
 * starts from scratch, and each fold is a cached step of its own, so an interrupted cross-validation goes on where it was.
 */
export async function crossValidateVariant(
  { variant, nodes, planning }: FittedVariant,
  spec: NonNullable<EvaluateSpec['crossValidation']>,
  executor: Executor,
): Promise<{ readonly result: CrossValidationResult; readonly nodes: readonly Node[] }> {
  const { folds, stratified = true, carryWeights = false } = spec;
  const { setting } = nodes;
  const { name } = variant;
  const { metrics } = variant.evaluate;
  if (carryWeights && !modelEntry(planning.registry, setting.model.kind).usesInitial) {
    throw new SelvedgeError(
      'invalid-argument',
      `${name}: crossValidation.carryWeights needs a model that can begin with weights; ${setting.model.kind} cannot. Use a network, or leave it out.`,
    );
  }
  let before: SettingNodes['fit'] | undefined;
  const asked: Node[] = [];
  const values = new Map<MetricName, number[]>(metrics.map((metric) => [metric, []]));
  for (let fold = 0; fold < folds; fold++) {
    const rows = foldRowsNode(nodes.rows, { folds, stratified }, fold, numericSeed(setting.seed));
    const id = `${name}/${carryWeights ? 'carried-' : ''}fold-${fold + 1}`;
    const inFold = settingNodesOn(
      rows,
      { setting, id, hasValidation: false, initial: carryWeights ? before : undefined },
      planning,
    );
    before = inFold.fit;
    const node = inFold.score('test', metrics);
    asked.push(node);
    const scores = await executor.get(node);
    for (const metric of metrics) values.get(metric)?.push(scores.metrics[metric] ?? Number.NaN);
    executor.keepOnly([nodes.fit, nodes.part('train'), ...(carryWeights ? [inFold.fit] : [])]);
  }
  const summaries = metrics.map(
    (metric) => [metric, summarizeFolds(values.get(metric) ?? [], 1 / (folds - 1))] as const,
  );
  const result = { folds, stratified, ...(carryWeights && { carryWeights }), metrics: Object.fromEntries(summaries) };
  return { result, nodes: asked };
}
