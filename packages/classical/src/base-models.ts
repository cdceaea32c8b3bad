import { classifierCatalogue } from '@selvedge/component/catalogues';
import type { ClassifierCatalogue } from '@selvedge/component/types';
import type { z } from '@selvedge/component/zod';
import { histGradientBoosting } from './boosting/definition.js';
import { nearestCentroid } from './centroid/definition.js';
import { linearDiscriminantAnalysis, quadraticDiscriminantAnalysis } from './discriminant/definition.js';
import { dummy } from './dummy/definition.js';
import { EXPECTED_KINDS } from './expected-kinds.js';
import { extraTrees, randomForest } from './forest/definition.js';
import { knn } from './knn/definition.js';
import { logisticRegression } from './logistic/definition.js';
import { gaussianNaiveBayes } from './naive-bayes/definition.js';
import type { BaseModelSpec } from './specs.generated.js';
import { linearSvm } from './svm/definition.js';
import { decisionTree } from './tree/definition.js';

/** Every model that is not made of other models. */
export const baseModels: ClassifierCatalogue = classifierCatalogue(
  { typeName: 'BaseModelSpec', form: 'params', advice: EXPECTED_KINDS },
  [
    knn,
    logisticRegression,
    decisionTree,
    randomForest,
    extraTrees,
    histGradientBoosting,
    nearestCentroid,
    gaussianNaiveBayes,
    linearSvm,
    linearDiscriminantAnalysis,
    quadraticDiscriminantAnalysis,
    dummy,
  ],
);

/** A field that holds one of them. */
export const baseModelField: z.ZodType<BaseModelSpec> = baseModels.schema as unknown as z.ZodType<BaseModelSpec>;
