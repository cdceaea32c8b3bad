import { defineTransform, interval, type TransformDefinition } from '@selvedge/component';
import { quantileOfSorted } from '@selvedge/data/arithmetic';
import type { RobustScaleParams } from '../specs.generated.js';
import { AFFINE_FORMAT, affineTransform, centredCoefficients, loadAffine } from './affine.js';
import { sortedColumn } from './quantiles.js';

/** Smaller ranges count as constant, as in scikit-learn's `RobustScaler`. */
const CONSTANT_RANGE = 10 * Number.EPSILON;

export const robustScale: TransformDefinition<RobustScaleParams> = defineTransform(
  {
    kind: 'robust-scale',
    description:
      'Subtracts the median of each column of the training rows and divides by the range between two quantiles; missing values count for nothing.',
    knownAs: ['RobustScaler', 'robust', 'robust-scaling'],
    fields: {
      quantiles: interval(0, 1)
        .default([0.25, 0.75])
        .describe('Shares of the rows below the ends of the range; the default is the interquartile range.'),
    },
  },
  {
    format: AFFINE_FORMAT,
    create: (params) =>
      affineTransform(params, ({ features }) => {
        const [low, high] = params.quantiles;
        const columns = Array.from({ length: features.columns }, (_, column) => sortedColumn(features, column));
        const centres = Float64Array.from(columns, (sorted) =>
          sorted.length === 0 ? 0 : quantileOfSorted(sorted, 0.5),
        );
        const factors = Float64Array.from(columns, (sorted) => {
          const range = sorted.length === 0 ? 0 : quantileOfSorted(sorted, high) - quantileOfSorted(sorted, low);
          return range < CONSTANT_RANGE ? 1 : 1 / range;
        });
        return centredCoefficients(centres, factors);
      }),
    load: loadAffine,
  },
);
