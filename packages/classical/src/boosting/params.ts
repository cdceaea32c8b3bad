import { count, type Definition, defineParams, formerly, guessedAs, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import { classWeightField } from '../class-weight.js';
import type { HistGradientBoostingParams } from '../specs.generated.js';
import { maxDepthField } from '../tree/params.js';

export const BOOSTING = 'hist-gradient-boosting';

/** Names the random numbers of this model. Another name would draw others, and change what a seed gives. */
export const RANDOM_STREAM = 'gradient-boosting';

const share = (): z.ZodNumber => z.number().gt(0).max(1);

export const gradientBoostingDefinition: Definition<SpecOf<typeof BOOSTING, HistGradientBoostingParams>> = defineParams(
  {
    kind: BOOSTING,
    formerKind: 'gradient-boosting',
    description:
      'Rounds of one tree per class, or one for two classes, each fitted to what the rounds before left of the loss.',
    knownAs: [
      'HistGradientBoostingClassifier',
      'GradientBoostingClassifier',
      'gradient-boosting',
      'xgboost',
      'XGBClassifier',
      'lightgbm',
      'LGBMClassifier',
      'boosting',
      'gbm',
      'gbdt',
      'xgb',
      'lgbm',
    ],
    advice: { earlyStopping: 'write nIterNoChange: 10; null never stops early' },
    fields: {
      maxIter: formerly(
        guessedAs(
          count(100_000).default(100).describe('Rounds; each grows one tree per class, or one for two classes.'),
          'nEstimators',
          'trees',
        ),
        'iterations',
      ),
      learningRate: share().default(0.1).describe("Every leaf's value is multiplied by it."),
      maxLeafNodes: formerly(
        guessedAs(
          z.int().min(2).max(65_536).default(31).describe('Leaves of a tree, grown where the loss falls most.'),
          'numLeaves',
        ),
        'maxLeaves',
      ),
      maxDepth: maxDepthField,
      minChildWeight: z
        .number()
        .min(0)
        .default(1)
        .describe('The least sum of second derivatives, p (1 - p) of each row, in a leaf.'),
      l2Regularization: formerly(
        guessedAs(
          z.number().min(0).default(1).describe('Added to that sum: shrinks the values of small leaves.'),
          'regLambda',
          'lambda',
        ),
        'l2',
      ),
      minSplitGain: formerly(
        z.number().min(0).default(0).describe('Splits that lower the loss by no more are not made.'),
        'minGain',
      ),
      subsample: share().default(1).describe('Share of the rows drawn, without replacement, for each round.'),
      colsampleByTree: formerly(
        share().default(1).describe('Share of the columns drawn for each tree.'),
        'columnSample',
      ),
      classWeight: classWeightField,
      nIterNoChange: formerly(
        z
          .union([count(100_000), z.null()])
          .default(null)
          .describe(
            'Stops after so many rounds without a lower loss on held-out rows and keeps the best round; null never.',
          ),
        'patience',
      ),
      validationFraction: z
        .number()
        .gt(0)
        .max(0.999)
        .default(0.1)
        .describe('Share of the rows held out for nIterNoChange where there are no validation rows.'),
    },
  },
);

export const gradientBoostingParams = (given: Partial<HistGradientBoostingParams>): HistGradientBoostingParams =>
  checkedParams(gradientBoostingDefinition, given);
