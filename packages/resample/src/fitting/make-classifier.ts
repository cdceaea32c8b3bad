import type { Classifier } from '@selvedge/data';

/** Makes the model of one fold. It is called for each. */
export type MakeClassifier = () => Classifier;

/** A clone per fold, so that even a classifier that remembers has nothing to remember. */
export function freshEachTime(classifier: Classifier | MakeClassifier): MakeClassifier {
  return typeof classifier === 'function' ? classifier : () => classifier.clone();
}
