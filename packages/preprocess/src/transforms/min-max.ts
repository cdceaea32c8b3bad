import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from 'zod';
import type { MinMaxParams } from '../specs.generated.js';
import { AFFINE_FORMAT, affineTransform, loadAffine } from './affine.js';
import { extremes } from './statistics.js';

/** Smaller ranges count as constant, as in scikit-learn's `MinMaxScaler`. */
const CONSTANT_RANGE = 10 * Number.EPSILON;

export const minMax: TransformDefinition<MinMaxParams> = defineTransform(
  {
    kind: 'min-max',
    description: 'Takes the smallest value of the training rows to 0 and the largest to 1.',
    knownAs: ['MinMaxScaler', 'min-max-scale', 'min-max-normalize', 'MaxAbsScaler', 'max-abs'],
    fields: {
      per: z
        .enum(['global', 'feature'])
        .default('feature')
        .describe('Whether all values share a range, or each column has its own.'),
    },
  },
  {
    format: AFFINE_FORMAT,
    create: (params) =>
      affineTransform(params, ({ features }) => {
        const { least, most } = extremes(features, params.per);
        const factors = least.map((low, at) => {
          const range = most[at] - low;
          return range < CONSTANT_RANGE ? 1 : 1 / range;
        });
        return { factors, offsets: least.map((low, at) => -low * factors[at]) };
      }),
    load: loadAffine,
  },
);
