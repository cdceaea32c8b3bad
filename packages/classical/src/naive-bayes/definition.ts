import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { GaussianNaiveBayesParams } from '../specs.generated.js';
import { GaussianNaiveBayes, gaussianNaiveBayesDefinition, loadGaussianNaiveBayes } from './gaussian-naive-bayes.js';

export const gaussianNaiveBayes: ClassifierDefinition<SpecOf<'gaussian-naive-bayes', GaussianNaiveBayesParams>> =
  defineClassifier(gaussianNaiveBayesDefinition, {
    create: ({ kind: _, ...params }) => new GaussianNaiveBayes(params),
    load: loadGaussianNaiveBayes,
    usesSeed: false,
    usesRuntime: false,
    contract: [{}],
  });
