import { type Classifier, type FittedTransform, SelvedgeError, type Transform } from '@selvedge/data';
import { hasMethod, shown } from '@selvedge/data/checks';

/** Refuses specifications where transforms belong. @throws SelvedgeError `invalid-argument` with the line to write */
export function checkTransforms(what: string, transforms: readonly Transform[]): void {
  if (!Array.isArray(transforms)) throw wrong(what, `got ${seenAs(transforms)}; need a list of transforms. ${line}`);
  const at = transforms.findIndex((each) => !hasMethod(each, 'fit'));
  if (at < 0) return;
  const given: unknown = transforms[at];
  const spec = typeof given === 'string' ? `{ kind: ${shown(given)} }` : shown(given);
  const applied = typeof (given as Partial<FittedTransform> | null)?.apply === 'function';
  const found = applied ? 'is fitted already' : `is ${shown(given)}`;
  throw wrong(what, `transforms[${at}] ${found}; ${applied ? line : `write createTransform(${spec})`}`);
}

/** Refuses a specification or a list where a classifier belongs. @throws SelvedgeError `invalid-argument` with the line to write */
export function checkBehind(what: string, classifier: Classifier): void {
  if (hasMethod(classifier, 'fit')) return;
  const isSpec = typeof (classifier as { readonly kind?: unknown } | null)?.kind === 'string';
  const isFitted = isSpec && typeof (classifier as { readonly predict?: unknown }).predict === 'function';
  const next = isFitted
    ? 'fit it together with the transforms: withTransforms(transforms, new Knn())'
    : isSpec
      ? `write createClassifier(${shown(classifier)}), with createClassifier of @selvedge/classical`
      : line;
  const seen = isFitted ? 'a fitted model' : seenAs(classifier);
  throw wrong(what, `got ${seen} as the classifier; ${next}`);
}

const line = "Write withTransforms([createTransform({ kind: 'standardize' })], new Knn())";

const seenAs = (value: unknown): string => {
  return hasMethod(value, 'fit') ? `the ${(value as Classifier).kind} alone` : shown(value);
};

const wrong = (what: string, why: string): SelvedgeError => new SelvedgeError('invalid-argument', `${what}: ${why}.`);
