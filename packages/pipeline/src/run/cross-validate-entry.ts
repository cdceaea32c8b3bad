import { SelvedgeError } from '@selvedge/data';
import { type MetricName, summarizeFolds } from '@selvedge/evaluate';
import type { FoldSummary } from '@selvedge/evaluate/types';
import { planCrossValidation } from '@selvedge/resample';
import { definedScore, testToTrain } from '@selvedge/resample/plans';
import type { FoldsCheck } from '@selvedge/resample/types';
import type { Executor, Node } from '@selvedge/workflow/types';
import { type ConfigNodes, configNodesOn, numericSeed } from '../plan/config-nodes.js';
import { modelEntry } from '../registry/models.js';
import type { CrossValidationSpec } from '../spec/evaluate-schema.js';
import { foldRowsNode, foldsCheckNode, resampledLabels } from '../steps/resampled-rows.js';
import type { FittedEntry } from './fit-entry.js';

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
 * Executes the plan of `crossValidate` on the training and validation rows. Preparation is fitted inside each fold, every
 * fold starts from scratch, and each is a cached step of its own, so an interrupted cross-validation goes on where it was.
 *
 * @throws SelvedgeError `invalid-argument` for impossible folds, too many exact copies across their sides, a metric that
 * is undefined for a fold, or a model that cannot begin with weights
 */
export async function crossValidateEntry(
  { entry, nodes, planning }: FittedEntry,
  spec: number | CrossValidationSpec,
  executor: Executor,
): Promise<CrossValidated> {
  const { folds, groups, ...rest }: CrossValidationSpec = typeof spec === 'number' ? { folds: spec } : spec;
  const { stratified = groups === undefined, carryWeights = false, allowedDuplicateShare = 0.05 } = rest;
  const { config } = nodes;
  const { name } = entry;
  const { metrics } = entry.evaluate;
  if (carryWeights && !modelEntry(planning.registry, config.model.kind).usesInitial) {
    throw new SelvedgeError(
      'invalid-argument',
      `${name}: crossValidation.carryWeights needs a model that can begin with weights; ${config.model.kind} cannot. Use a network, or leave it out.`,
    );
  }
  const seed = numericSeed(config.seed);
  const labels = resampledLabels(await executor.get(nodes.rows));
  const kind = stratified ? 'stratified-k-fold' : groups ? 'group-k-fold' : 'k-fold';
  const plan = planCrossValidation({ labels, ...(groups && { groups }) }, { folds: { kind, folds }, seed });
  const shared = { folds, stratified, ...(groups && { groups }), seed };
  const checkNode = foldsCheckNode(nodes.rows, plan, shared, allowedDuplicateShare);
  const check = await executor.get(checkNode);
  let before: ConfigNodes['fit'] | undefined;
  const asked: Node[] = [checkNode];
  const values = new Map<MetricName, number[]>(metrics.map((metric) => [metric, []]));
  for (const [fold, fit] of plan.fits.entries()) {
    const division = { ...shared, fold };
    const rows = foldRowsNode(nodes.rows, fit, division, `fold ${fold + 1} of ${folds}`);
    const id = `${name}/${carryWeights ? 'carried-' : ''}${fit.id}`;
    const inFold = configNodesOn(
      rows,
      { config, id, hasValidation: false, initial: carryWeights ? before : undefined },
      planning,
    );
    before = inFold.fit;
    const node = inFold.score('test', metrics);
    asked.push(node);
    const scores = await executor.get(node);
    for (const metric of metrics) {
      const score = scores.metrics[metric] ?? Number.NaN;
      values.get(metric)?.push(definedScore(`${name}: crossValidation`, metric, score));
    }
    executor.keepOnly([nodes.fit, nodes.part('train'), ...(carryWeights ? [inFold.fit] : [])]);
  }
  const ratio = testToTrain(plan.folds);
  const summaries = metrics.map((metric) => [metric, summarizeFolds(values.get(metric) ?? [], ratio)] as const);
  const result = { folds, stratified, ...(carryWeights && { carryWeights }), metrics: Object.fromEntries(summaries) };
  return { result, check, nodes: asked };
}
