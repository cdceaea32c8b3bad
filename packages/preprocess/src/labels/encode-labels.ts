import { didYouMean, type Labels, SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

/** Class numbers and the names they stand for: two of the three fields of `LabelledRows`. */
export interface EncodedLabels {
  /** One per name, an index into `classes`. */
  readonly labels: Labels;
  /** Each class once; in the order of code points unless the classes were given. */
  readonly classes: readonly string[];
}

const MOST_CLASSES = 65_536; // labels are 16 bits wide

/**
 * Turns class names into class numbers, as scikit-learn's `LabelEncoder` does.
 *
 * @param names - one class name per row
 * @param classes - the classes in their order, for instance those of the training rows; default: the names that occur,
 * sorted by code point
 * @returns `labels` of the length of `names`, and `classes`
 * @throws SelvedgeError `invalid-argument` with the row of a name that is not a text, is empty or is not one of `classes`;
 * for classes that are empty or occur twice, and for more than 65,536 of them
 */
export function encodeLabels(names: readonly string[], classes?: readonly string[]): EncodedLabels {
  if (!Array.isArray(names)) throw noList(names);
  if (classes !== undefined) checkClasses('encodeLabels', classes);
  for (let row = 0; row < names.length; row++) checkName('encodeLabels', names[row], `the label in row ${row}`);
  const order = classes === undefined ? [...new Set(names)].sort(byCodePoint) : [...classes];
  const numbers = new Map(order.map((name, at) => [checkName('encodeLabels', name, `class ${at}`), at]));
  if (numbers.size < order.length) {
    const twice = order.find((name, at) => order.indexOf(name) < at);
    throw new SelvedgeError('invalid-argument', `encodeLabels: class '${twice}' occurs twice; names must differ.`);
  }
  if (order.length > MOST_CLASSES) {
    throw new SelvedgeError(
      'invalid-argument',
      `encodeLabels: got ${order.length} classes; need at most ${MOST_CLASSES}.`,
    );
  }
  const labels = Uint16Array.from(names, (name, row) => numbers.get(name) ?? refuse(name, row, order));
  return { labels, classes: order };
}

/**
 * Turns class numbers back into class names.
 *
 * @returns one name per label
 * @throws SelvedgeError `invalid-argument` with the row of a label outside the classes, and for classes that are not a list
 */
export function decodeLabels(labels: ArrayLike<number>, classes: readonly string[]): string[] {
  checkClasses('decodeLabels', classes);
  if (!Array.isArray(labels) && !ArrayBuffer.isView(labels)) {
    throw new SelvedgeError(
      'invalid-argument',
      `decodeLabels: labels are ${shown(labels)}; need a list of class numbers. Write decodeLabels(await model.predict(features), train.classes).`,
    );
  }
  return Array.from(labels, (label, row) => {
    const name = typeof label === 'number' ? classes[label] : undefined;
    if (name !== undefined) return name;
    throw new SelvedgeError(
      'invalid-argument',
      `decodeLabels: label ${shown(label)} in row ${row}; need whole numbers from 0 to ${classes.length - 1}.`,
    );
  });
}

function checkClasses(what: string, classes: unknown): void {
  if (Array.isArray(classes)) return;
  const { classes: inside } = (classes ?? {}) as { readonly classes?: unknown };
  const line = Array.isArray(inside)
    ? `the list itself: ${what}(..., ${shown(inside)})`
    : `${what}(..., train.classes)`;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: classes are ${shown(classes)}; need a list of class names. Write ${line}.`,
  );
}

function checkName(what: string, name: unknown, place: string): string {
  if (typeof name === 'string' && name !== '') return name;
  const hint = typeof name === 'number' ? '; write names.map(String) where numbers are the names' : '';
  throw new SelvedgeError('invalid-argument', `${what}: ${place} is ${shown(name)}; need a class name${hint}.`);
}

function refuse(name: string, row: number, classes: readonly string[]): never {
  const near = didYouMean(name, classes);
  throw new SelvedgeError(
    'invalid-argument',
    `encodeLabels: '${name}' in row ${row} is not one of the classes${near === undefined ? '' : ` (did you mean '${near}'?)`}; there are ${classes.join(', ')}.`,
  );
}

/** Python's order of texts; JavaScript's own compares UTF-16 units, which puts U+FFFD after U+1F600. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at].codePointAt(0) ?? 0) - (right[at].codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const noList = (seen: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `encodeLabels: got ${shown(seen)}; need a list of names, one per row; write Array.from(labels, String) where numbers are the names.`,
  );
