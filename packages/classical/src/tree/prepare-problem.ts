import { shareArray } from '@selvedge/compute/workers';
import type { FitOptions } from '@selvedge/data';
import type { WeightedRows } from '../weighted-rows.js';
import { binColumns } from './bin-columns.js';
import { countOfFeatures, type GrowthParams } from './params.js';
import type { GrowProblem } from './problem.js';

/** What trees are grown from: the binned rows and the rules. */
export async function prepareProblem(
  kind: string,
  params: GrowthParams,
  splitter: GrowProblem['splitter'],
  { train, weights }: WeightedRows,
  options: Pick<FitOptions, 'signal' | 'threads'> = {},
): Promise<GrowProblem> {
  const { features, labels, classes } = train;
  let totalWeight = 0;
  for (let row = 0; row < labels.length; row++) totalWeight += weights ? weights[row] : 1;
  return {
    columns: await binColumns(features, `fit ${kind}`, options),
    classes: classes.length,
    criterion: params.criterion,
    maxDepth: params.maxDepth ?? Number.POSITIVE_INFINITY,
    minSamplesSplit: params.minSamplesSplit,
    minSamplesLeaf: params.minSamplesLeaf,
    minImpurityDecrease: params.minImpurityDecrease,
    maxFeatures: countOfFeatures(params.maxFeatures, features.columns),
    splitter,
    totalWeight,
    rowWeights: weights && shareArray(weights),
  };
}
