import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import type { MinMaxParams } from '../specs.generated.js';
import { AFFINE_FORMAT, affineTransform, loadAffine } from './affine.js';
import { extremes, spread } from './statistics.js';

/** Smaller ranges count as constant, as in scikit-learn's `MinMaxScaler`. */
const CONSTANT_RANGE = 10 * Number.EPSILON;

export const minMax: TransformDefinition<MinMaxParams> = defineTransform(
  {
    kind: 'min-max',
    description: 'Takes the smallest value of the training rows to 0 and the largest to 1.',
    knownAs: ['MinMaxScaler', 'min-max-scale', 'min-max-normalize', 'MaxAbsScaler', 'max-abs'],
    fields: {
      per: z
        .enum(['global', 'feature', 'channel'])
        .default('feature')
        .describe('Whether all values share a range, or each column or each channel has its own.'),
    },
  },
  {
    format: AFFINE_FORMAT,
    create: (params) =>
      affineTransform(params, (train) => {
        const { least, most } = extremes(train, params.per);
        const factors = least.map((low, at) => {
          const range = most[at] - low;
          return range < CONSTANT_RANGE ? 1 : 1 / range;
        });
        const { columns } = train.features;
        const offsets = least.map((low, at) => -low * factors[at]);
        return { factors: spread(factors, columns), offsets: spread(offsets, columns) };
      }),
    load: loadAffine,
  },
);
