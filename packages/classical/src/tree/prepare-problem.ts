import { countByClass, type FitOptions, type LabelledRows } from '@selvedge/data';
import { binColumns } from './bin-columns.js';
import { countOfFeatures, type GrowthParams } from './params.js';
import type { GrowProblem } from './problem.js';

/** What trees are grown from: the binned rows and the rules. */
export async function prepareProblem(
  kind: string,
  params: GrowthParams,
  splitter: GrowProblem['splitter'],
  train: LabelledRows,
  options: Pick<FitOptions, 'signal' | 'threads'> = {},
): Promise<GrowProblem> {
  const { features, labels, classes } = train;
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
    totalWeight: countByClass(labels, classes.length).reduce((sum, count) => sum + count, 0),
  };
}
