import { isDeepStrictEqual } from 'node:util';
import { createRng, type ShapedRows } from '@selvedge/data';
import type { MetricName } from '@selvedge/evaluate';
import type { LoadedDataset } from '@selvedge/ingest';
import type { Node } from '@selvedge/workflow';
import type { Nesting } from '../registry/model-entry.js';
import { type ModelSpec, modelEntry } from '../registry/models.js';
import type { Setting } from '../spec/pipeline.js';
import { type FitSummary, type Fitted, fitNode, fitSummaryNode } from '../steps/fit.js';
import { nestedPredictNode, type PartPredictions, predictNode } from '../steps/predict.js';
import { type Prepared, preparedPartNode, prepareNode } from '../steps/prepare.js';
import { type PartName, type Parts, rowsNode } from '../steps/rows.js';
import { type Scores, scoreNode } from '../steps/score.js';

/** The steps of one setting, made when asked for; equal steps of other settings have equal keys. */
export interface SettingNodes {
  readonly setting: Setting;
  readonly rows: Node<Parts>;
  readonly prepared: Node<Prepared>;
  readonly fit: Node<Fitted>;
  readonly summary: Node<FitSummary>;
  part(part: PartName): Node<ShapedRows>;
  predict(part: PartName): Node<PartPredictions>;
  score(part: PartName, metrics: readonly MetricName[]): Node<Scores>;
}

/**
 * @param id - names the steps: a model's name, or `knn/k=5`
 * @param use - `choice`: only labels will be asked for, so parameters that nest may share one fit and one pass
 * @param siblings - the models whose fits may be shared, this one among them or not
 */
export function settingNodes(
  setting: Setting,
  data: Node<LoadedDataset>,
  hasValidation: boolean,
  id: string,
  use: 'choice' | 'final' = 'final',
  siblings: readonly ModelSpec[] = [],
): SettingNodes {
  const rows = rowsNode(data, setting.data.subset, setting.split, numericSeed(setting.seed));
  return settingNodesOn(setting, rows, hasValidation, id, use, siblings);
}

/**
 * The same on rows that were divided in another way.
 *
 * @param initial - a fit whose weights this one begins with
 */
export function settingNodesOn(
  setting: Setting,
  rows: Node<Parts>,
  hasValidation: boolean,
  id: string,
  use: 'choice' | 'final' = 'final',
  siblings: readonly ModelSpec[] = [],
  initial?: Node<Fitted>,
): SettingNodes {
  const prepared = prepareNode(rows, setting.preprocess, id);
  const part = (name: PartName): Node<ShapedRows> => preparedPartNode(rows, prepared, name, id);
  const { nesting } = modelEntry(setting.model.kind);
  const nests = use === 'choice' && nesting !== undefined;
  const fitted = nests ? sharedModel(setting.model, siblings, nesting) : setting.model;
  const inputs = {
    rows,
    train: part('train'),
    ...(hasValidation && { validation: part('validation') }),
    ...(initial && { initial }),
  };
  const fit = fitNode(inputs, { ...setting, model: fitted }, numericSeed(setting.seed), id);
  const predict = (name: PartName): Node<PartPredictions> =>
    nests
      ? nestedPredictNode(fit, part(name), setting.model, name, id)
      : predictNode(fit, part(name), setting.model, name, id);
  return {
    setting,
    rows,
    prepared,
    fit,
    summary: fitSummaryNode(fit, id),
    part,
    predict,
    score: (name, metrics) => scoreNode(rows, predict(name), name, metrics, id),
  };
}

/** Metrics that labels alone can answer. */
export const needsProbabilities = (name: MetricName): boolean =>
  name === 'log-loss' || name === 'brier' || name === 'roc-auc' || name === 'average-precision';

/** The one model that answers for this one and those siblings that differ from it in nested parameters alone. */
function sharedModel(spec: ModelSpec, siblings: readonly ModelSpec[], nesting: Nesting<ModelSpec>): ModelSpec {
  const rest = (model: ModelSpec): ModelSpec => {
    const kept = Object.entries(model).filter(([name]) => !nesting.parameters.includes(name));
    return Object.fromEntries(kept) as unknown as ModelSpec;
  };
  const own = rest(spec);
  const alike = siblings.filter((other) => isDeepStrictEqual(rest(other), own));
  return { ...own, ...nesting.fitted?.([spec, ...alike]) };
}

/** Models take numbers; a text is hashed to one. */
export const numericSeed = (seed: number | string): number =>
  typeof seed === 'number' ? seed : createRng(seed).uint32();
