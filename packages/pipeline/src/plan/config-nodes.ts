import { isDeepStrictEqual } from 'node:util';
import type { SharedFit } from '@selvedge/component/types';
import { createRng, type ShapedRows } from '@selvedge/data';
import { type MetricName, metrics } from '@selvedge/evaluate';
import type { Node } from '@selvedge/workflow/types';
import { type ModelSpec, sharedFitOf } from '../registry/models.js';
import type { ModelConfig } from '../spec/pipeline.js';
import { type FitSummary, type Fitted, fitNode, fitSummaryNode } from '../steps/fit.js';
import { type PartPredictions, predictNode, sharedPredictNode } from '../steps/predict.js';
import { type Prepared, preparedPartNode, prepareNode } from '../steps/prepare.js';
import { type PartName, type RowsNode, rowsNode } from '../steps/rows.js';
import { type Scores, scoreNode } from '../steps/score.js';
import type { PlannedEntry, Planning } from './planning.js';

/** The steps of one config, made when asked for; equal steps of other settings have equal keys. */
export interface ConfigNodes {
  readonly config: ModelConfig;
  readonly rows: RowsNode;
  readonly prepared: Node<Prepared>;
  readonly fit: Node<Fitted>;
  readonly summary: Node<FitSummary>;
  part(part: PartName): Node<ShapedRows>;
  predict(part: PartName): Node<PartPredictions>;
  score(part: PartName, metrics: readonly MetricName[]): Node<Scores>;
}

/** Which steps of a config are made. */
export interface NodesOptions {
  readonly config: ModelConfig;
  /** Names the steps: a model's name, or `knn/k=5`. */
  readonly id: string;
  /** `choice`: only labels will be asked for, so models that differ in shared parameters alone take one fit and one pass. Default `final`. */
  readonly use?: 'choice' | 'final';
  /** The models whose fits may be shared, this one among them or not. */
  readonly siblings?: readonly ModelSpec[];
}

/** @param options - default: the config of the entry, under its name */
export function configNodes(planned: PlannedEntry, options: Partial<NodesOptions> = {}): ConfigNodes {
  const { entry, data, hasValidation, planning } = planned;
  const { config = entry.config } = options;
  const rows = rowsNode(data, config.data.subset, config.split, numericSeed(config.seed), planning.testSets);
  return configNodesOn(rows, { id: entry.name, ...options, config, hasValidation }, planning);
}

/** What is made on rows that were divided in another way. */
export interface NodesOnOptions extends NodesOptions {
  readonly hasValidation: boolean;
  /** A fit whose weights this one begins with. */
  readonly initial?: Node<Fitted> | undefined;
}

/** The same on rows that were divided in another way. */
export function configNodesOn(
  rows: RowsNode,
  { config, hasValidation, id, use = 'final', siblings = [], initial }: NodesOnOptions,
  planning: Planning,
): ConfigNodes {
  const prepared = prepareNode(rows, config.preprocess, id, planning);
  const part = (name: PartName): Node<ShapedRows> => preparedPartNode(rows, prepared, name, id);
  const sharedFit = use === 'choice' ? sharedFitOf(planning.registry, config.model) : undefined;
  const fitted = sharedFit ? sharedModel(config.model, siblings, sharedFit) : config.model;
  const inputs = {
    rows,
    train: part('train'),
    ...(hasValidation && { validation: part('validation') }),
    ...(initial && { initial }),
  };
  const fit = fitNode(inputs, { ...config, model: fitted }, numericSeed(config.seed), id, planning);
  const answer = sharedFit ? sharedPredictNode : predictNode;
  const predict = (name: PartName): Node<PartPredictions> =>
    answer({ fit, rows: part(name) }, { model: config.model, part: name, id }, planning);
  return {
    config,
    rows,
    prepared,
    fit,
    summary: fitSummaryNode(fit, id),
    part,
    predict,
    score: (name, metrics) => scoreNode(rows, predict(name), name, metrics, id),
  };
}

/** Metrics that labels alone cannot answer. */
export const needsProbabilities = (name: MetricName): boolean => metrics.definitionOf(name).needsProbabilities;

/** The one model that answers for this one and those siblings that differ from it in shared parameters alone. */
function sharedModel(spec: ModelSpec, siblings: readonly ModelSpec[], sharedFit: SharedFit<ModelSpec>): ModelSpec {
  const rest = (model: ModelSpec): ModelSpec => {
    const kept = Object.entries(model).filter(([name]) => !sharedFit.parameters.includes(name));
    return Object.fromEntries(kept) as unknown as ModelSpec;
  };
  const own = rest(spec);
  const alike = siblings.filter((other) => isDeepStrictEqual(rest(other), own));
  return { ...own, ...sharedFit.fitted?.([spec, ...alike]) };
}

/** Models take numbers; a text is hashed to one. */
export const numericSeed = (seed: number | string): number =>
  typeof seed === 'number' ? seed : createRng(seed).uint32();
