import { type Labels, SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import { checkPredictions } from './check-predictions.js';

/** Labels as numbers of the classes beside them. */
export interface NamedLabels {
  readonly truth: Labels;
  readonly predicted: Labels;
  readonly classes: readonly string[];
}

/**
 * Checks labels with the names of their classes. Without names, classes are the labels that occur, in ascending order and
 * named by their numbers, as scikit-learn has them.
 *
 * @throws SelvedgeError as `checkPredictions`; `invalid-argument` for names that are not a list of texts
 */
export function namedLabels(
  what: string,
  truth: Labels,
  predicted: Labels,
  classes: readonly string[] | undefined,
): NamedLabels {
  if (classes !== undefined) {
    checkNames(what, classes);
    checkPredictions(what, truth, predicted, classes.length);
    return { truth, predicted, classes };
  }
  checkPredictions(what, truth, predicted);
  const present = [...new Set([...truth, ...predicted])].sort((a, b) => a - b);
  const numbered = (labels: Labels): Labels => Uint16Array.from(labels, (label) => present.indexOf(label));
  return { truth: numbered(truth), predicted: numbered(predicted), classes: present.map(String) };
}

/** Names of the columns of scores; without, their numbers. @throws SelvedgeError `invalid-argument` */
export function namedColumns(what: string, columns: number, classes: readonly string[] | undefined): readonly string[] {
  if (classes === undefined) return Array.from({ length: columns }, (_, column) => `${column}`);
  checkNames(what, classes);
  return classes;
}

function checkNames(what: string, classes: unknown): void {
  if (Array.isArray(classes) && classes.every((name) => typeof name === 'string')) return;
  const line = 'the names in the order of the class numbers, for instance rows.classes, or leave them out';
  throw new SelvedgeError('invalid-argument', `${what}: classes are ${shown(classes)}; write ${line}.`);
}
