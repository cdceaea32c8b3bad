import { SelvedgeError } from '@selvedge/data';
import { planCrossValidation } from '@selvedge/resample';
import { testToTrain } from '@selvedge/resample/plans';
import type { FoldsCheck } from '@selvedge/resample/types';
import type { Executor, Node } from '@selvedge/workflow/types';
import { type ConfigNodes, configNodesOn, numericSeed } from '../plan/config-nodes.js';
import { modelEntry } from '../registry/models.js';
import type { CrossValidationSpec } from '../spec/evaluate-schema.js';
import { foldRowsNode, foldsCheckNode, resampledLabels } from '../steps/resampled-rows.js';
import type { Scores } from '../steps/score.js';
import type { ChosenEntry } from './fit-entry.js';

/** A cross-validation whose folds are known and of which nothing has been fitted. */
export interface PlannedFolds {
  readonly folds: number;
  readonly stratified: boolean;
  /** Every fold goes on with the weights of the one before, so they are done one after the other. */
  readonly carryWeights: boolean;
  /** Throws for too many copies across folds. */
  readonly check: Node<FoldsCheck>;
  readonly fits: readonly { readonly fit: ConfigNodes['fit']; readonly score: Node<Scores> }[];
  /** Rows that judge a fold for each that it was fitted on. */
  readonly ratio: number;
}

/**
 * Plans a cross-validation on the training and validation rows. Preparation is fitted inside each fold, and every fold starts
 * from scratch unless weights are carried.
 *
 * @throws SelvedgeError `invalid-argument` for impossible folds, or a model that cannot begin with weights
 */
export async function planFolds(
  { entry: { name, evaluate }, nodes, planning }: ChosenEntry,
  spec: number | CrossValidationSpec,
  executor: Executor,
): Promise<PlannedFolds> {
  const { folds, groups, ...rest } = foldsSpecOf(spec);
  const { stratified = groups === undefined, carryWeights = false, allowedDuplicateShare = 0.05 } = rest;
  const { config } = nodes;
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
  let before: ConfigNodes['fit'] | undefined;
  const fits = plan.fits.map((fit, fold) => {
    const rows = foldRowsNode(nodes.rows, fit, { ...shared, fold }, `fold ${fold + 1} of ${folds}`);
    const id = `${name}/${carryWeights ? 'carried-' : ''}${fit.id}`;
    const initial = carryWeights ? before : undefined;
    const inFold = configNodesOn(rows, { config, id, hasValidation: false, initial }, planning);
    before = inFold.fit;
    return { fit: inFold.fit, score: inFold.score('test', evaluate.metrics) };
  });
  const check = foldsCheckNode(nodes.rows, plan, shared, allowedDuplicateShare);
  return { folds, stratified, carryWeights, check, fits, ratio: testToTrain(plan.folds) };
}

/** A number alone is that of the folds. */
export const foldsSpecOf = (spec: number | CrossValidationSpec): CrossValidationSpec =>
  typeof spec === 'number' ? { folds: spec } : spec;
