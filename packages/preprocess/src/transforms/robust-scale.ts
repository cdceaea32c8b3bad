import { defineTransform, interval, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { quantileOfSorted } from '@selvedge/data/arithmetic';
import type { RobustScaleParams } from '../specs.generated.js';
import { AFFINE_FORMAT, affineTransform, centredCoefficients, loadAffine } from './affine.js';
import { sortedColumn } from './quantiles.js';
import { groupsOf, spread } from './statistics.js';

/** Smaller ranges count as constant, as in scikit-learn's `RobustScaler`. */
const CONSTANT_RANGE = 10 * Number.EPSILON;

export const robustScale: TransformDefinition<RobustScaleParams> = defineTransform(
  {
    kind: 'robust-scale',
    description:
      'Subtracts the median of each column of the training rows (or channel, or of all) and divides by the range between two quantiles; missing values count for nothing.',
    knownAs: ['RobustScaler', 'robust', 'robust-scaling'],
    fields: {
      per: z
        .enum(['global', 'feature', 'channel'])
        .default('feature')
        .describe('Whether all values share median and range, or those of a column or of a channel.'),
      quantiles: interval(0, 1)
        .default([0.25, 0.75])
        .describe('Shares of the rows below the ends of the range; the default is the interquartile range.'),
    },
  },
  {
    format: AFFINE_FORMAT,
    create: (params) =>
      affineTransform(params, (train) => {
        const { features } = train;
        const [low, high] = params.quantiles;
        const groups = groupsOf(train, params.per);
        const columns = Array.from({ length: groups }, (_, group) => sortedColumn(features, group, groups));
        const centres = Float64Array.from(columns, (sorted) =>
          sorted.length === 0 ? 0 : quantileOfSorted(sorted, 0.5),
        );
        const factors = Float64Array.from(columns, (sorted) => {
          const range = sorted.length === 0 ? 0 : quantileOfSorted(sorted, high) - quantileOfSorted(sorted, low);
          return range < CONSTANT_RANGE ? 1 : 1 / range;
        });
        return centredCoefficients(spread(centres, features.columns), spread(factors, features.columns));
      }),
    load: loadAffine,
  },
);
