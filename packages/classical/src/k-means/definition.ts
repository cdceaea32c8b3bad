import type { TransformDefinition } from '@selvedge/component';
import type { FitOptions, FittedTransform, SavedState, ShapedRows, Transform } from '@selvedge/data';
import type { KMeansParams } from '../specs.generated.js';
import { type FittedKMeans, K_MEANS_FORMAT, loadKMeans } from './fitted.js';
import { KMeans } from './k-means.js';
import { kMeansParams } from './params.js';

/** k-means as a transform, whose rows are the distances to the centres. */
export const kMeansDistances: TransformDefinition<KMeansParams> = {
  ...kMeansParams,
  format: K_MEANS_FORMAT,
  create: transformOf,
  load: (saved: SavedState) => distancesTo(loadKMeans(saved)),
};

function transformOf(params: KMeansParams): Transform<KMeansParams> {
  return {
    kind: 'k-means',
    params,
    async fit({ features }: ShapedRows, { seed = 0, signal, onProgress }: FitOptions = {}) {
      const { kind: _, ...given } = params;
      const options = { seed, ...(signal && { signal }), ...(onProgress && { onProgress }) };
      return distancesTo(await new KMeans(given).fit(features, options));
    },
  };
}

const distancesTo = (model: FittedKMeans): FittedTransform => ({
  kind: 'k-means',
  apply: ({ features }) => ({ features: model.transform(features), shape: [model.clusterCenters.rows] }),
  save: () => model.save(),
});
