import { transformCatalogue } from '@selvedge/component/catalogues';
import type { TransformCatalogue } from '@selvedge/component/types';
import type { z } from '@selvedge/component/zod';
import type { BaseTransformSpec } from '../specs.generated.js';
import { EXPECTED_TRANSFORMS } from './expected-transforms.js';
import { impute } from './impute.js';
import { minMax } from './min-max.js';
import { oneHotColumns } from './one-hot.js';
import { ordinal } from './ordinal.js';
import { pca } from './pca.js';
import { quantileBins } from './quantile-bins.js';
import { flatten, reshape } from './reshape.js';
import { robustScale } from './robust-scale.js';
import { scale } from './scale.js';
import { select } from './select.js';
import { standardize } from './standardize.js';

/** Every transform that is not made of others. */
export const baseTransforms: TransformCatalogue = transformCatalogue(
  { typeName: 'BaseTransformSpec', advice: EXPECTED_TRANSFORMS },
  [
    scale,
    minMax,
    standardize,
    robustScale,
    flatten,
    reshape,
    pca,
    impute,
    quantileBins,
    ordinal,
    oneHotColumns,
    select,
  ],
);

/** A field that holds one of them. */
export const baseTransformField: z.ZodType<BaseTransformSpec> =
  baseTransforms.schema as unknown as z.ZodType<BaseTransformSpec>;
