import { SelvedgeError } from '@selvedge/data';
import { checkLabelled, refuseLabelsApart } from '@selvedge/data/checks';

/**
 * Checks the arguments of a procedure over folds: classifiers first, then rows with their labels.
 *
 * @param call - the procedure, as it is written
 * @param options - what was given after the rows, where scikit-learn has the labels
 * @throws SelvedgeError `invalid-argument` with the line to write
 */
export function checkCall(call: string, classifiers: readonly unknown[], rows: unknown, options: unknown): void {
  for (const classifier of classifiers) checkClassifier(call, classifier);
  if (isLabelled(options)) throw rowsLast(call);
  refuseLabelsApart(call, (line) => `${call}(classifier, ${line})`, rows, options);
  checkLabelled(call, rows);
}

/** A search changes parameters, which a function that makes classifiers does not have. @throws SelvedgeError `invalid-argument` */
export function checkClones(call: string, classifier: unknown): void {
  if (typeof classifier !== 'function') return;
  throw new SelvedgeError(
    'invalid-argument',
    `${call}: the first argument is a function; its parameters are changed with clone, so write ${call}(new RandomForest(), rows, options), with a classifier.`,
  );
}

const isLabelled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'features' in value && 'labels' in value;

const rowsLast = (call: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${call}: the rows come before the options; write ${call}(classifier, rows, options), a search with { over: { k: [1, 3, 5] } }.`,
  );

function checkClassifier(call: string, given: unknown): void {
  const { fit, clone, predict, kind } = (given ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof fit === 'function' && typeof clone === 'function') return;
  const isClass = typeof given === 'function' && 'fit' in ((given.prototype ?? {}) as object);
  if (typeof given === 'function' && !isClass) return;
  const line = isClass
    ? `the class ${given.name} itself; write new ${given.name}()`
    : typeof predict === 'function'
      ? 'a fitted model; pass the classifier that was fitted, because every fold fits its own'
      : typeof kind === 'string'
        ? `a specification; write createClassifier({ kind: '${kind}' }), with createClassifier of @selvedge/classical`
        : `${nameOf(given)}; write ${call}(new RandomForest(), rows), with a classifier, or a function that makes one`;
  throw new SelvedgeError('invalid-argument', `${call}: the first argument is ${line}.`);
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'object' || value === null) return String(value);
  return 'features' in value ? 'labelled rows' : 'values' in value ? 'a Matrix' : `a ${value.constructor.name}`;
}
