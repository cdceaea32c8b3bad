import { count, type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import { classWeightField } from '../class-weight.js';
import type { LinearSvmParams } from '../specs.generated.js';

const LINEAR =
  "this machine is linear; write { kind: 'knn' } or { kind: 'hist-gradient-boosting' } for curved boundaries";

export const linearSvmDefinition: Definition<SpecOf<'linear-svm', LinearSvmParams>> = defineParams({
  kind: 'linear-svm',
  description: 'Linear support vector machine, one class against the rest.',
  knownAs: ['LinearSVC', 'svm', 'svm-linear', 'linear-support-vector-machine'],
  advice: {
    kernel: LINEAR,
    gamma: LINEAR,
    degree: LINEAR,
    coef0: LINEAR,
    dual: 'leave it out: the solver follows from loss and the size of the rows',
  },
  fields: {
    loss: z
      .enum(['hinge', 'squared-hinge'])
      .default('squared-hinge')
      .describe('max(0, 1 - margin) of each row, or its square.'),
    C: z.number().gt(0).default(1).describe('Weighs the sum of losses against the penalty: larger fits closer.'),
    maxIter: count(10_000_000)
      .default(1000)
      .describe("Newton's steps for squared-hinge, or passes over the rows for hinge and for large tables."),
    tol: z
      .number()
      .min(0)
      .default(1e-4)
      .describe(
        "Where passes stop: the largest less the smallest projected gradient of the dual. Newton's steps end at the minimum.",
      ),
    fitIntercept: z.boolean().default(true).describe('Adds a constant per class.'),
    interceptScaling: z
      .number()
      .gt(0)
      .default(1)
      .describe('The intercept is the weight of a column of this value, and penalised as one: larger frees it.'),
    classWeight: classWeightField,
  },
});

export const linearSvmParams = (given: Partial<LinearSvmParams>): LinearSvmParams =>
  checkedParams(linearSvmDefinition, given);
