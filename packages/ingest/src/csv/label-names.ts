import { didYouMean, SelvedgeError } from '@selvedge/data';
import { classOfLabel, isBooleanName, isNumberName, numberKey } from '@selvedge/data/checks';
import { isDate } from './column-scan.js';
import { isMissing, numberOf } from './number-of.js';

const MAX_LABELS = 65_536;
const WHOLE = /^(?:0|[1-9]\d{0,4})$/;

/**
 * Gives each distinct label a number in the order of appearance, and at the end says which class each of them is.
 */
export class LabelNames {
  /** The column of the labels, for messages. */
  column: string | undefined;
  readonly #names: string[] = [];
  readonly #byName = new Map<string, number>();
  readonly #byNumber = new Int32Array(MAX_LABELS).fill(-1);

  /** For a label that was read as a whole number from 0 to 65535. */
  ofNumber(number: number): number {
    const known = this.#byNumber[number];
    return known >= 0 ? known : this.ofText(String(number));
  }

  /** @returns undefined when there are too many distinct labels */
  ofText(text: string): number {
    const known = this.#byName.get(text);
    if (known !== undefined) return known;
    const id = this.#names.length;
    if (id === MAX_LABELS) {
      throw new SelvedgeError(
        'corrupt-file',
        `CSV: more than ${MAX_LABELS} different labels. Is another column the label?`,
      );
    }
    this.#names.push(text);
    this.#byName.set(text, id);
    if (isClassNumber(text)) this.#byNumber[Number(text)] = id;
    return id;
  }

  /**
   * The class names, and the class number of each label in the order of appearance.
   *
   * Given names: labels are among them, or all of them are class numbers where no class is named by a number.
   * Otherwise the classes are the labels that occur, sorted as scikit-learn's LabelEncoder does.
   *
   * @param decimal - what stands between the whole part and the fraction of a number
   * @throws SelvedgeError `corrupt-file` where no classes are given and labels are numbers with fractions, or dates
   */
  classes(
    path: string,
    given?: readonly string[],
    decimal = '.',
  ): { readonly classes: readonly string[]; readonly numbers: Uint16Array } {
    const names = this.#names;
    if (given) return { classes: given, numbers: numbersOf(path, names, given) };
    this.#refuseContinuous(path, decimal);
    this.#refuseMissing(path);
    const numeric = names.every(isNumberName);
    const sorted = [...names].sort(numeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
    const classes = numeric ? differentNumbers(sorted) : names.every(isBooleanName) ? truthValues(sorted) : sorted;
    return { classes, numbers: numbersOf(path, names, classes) };
  }

  /** Beside numbers `nan` is a label that is missing, beside `low` and `high` `none` may be a class. */
  #refuseMissing(path: string): void {
    const absent = this.#names.find(isMissing);
    const others = this.#names.filter((name) => !isMissing(name));
    if (absent !== undefined && others.length > 0 && others.every(isNumberName))
      throw missingLabel(path, this.column, absent, this.#names, 'the others are numbers');
  }

  /** Measurements and times are no classes; scikit-learn refuses a target with fractions as continuous. */
  #refuseContinuous(path: string, decimal: string): void {
    const names = this.#names.filter((name) => !isMissing(name));
    const numbers = names.map((name) => numberOf(name, decimal));
    const fractions = numbers.every((number) => number !== undefined)
      ? names.filter((_, at) => !Number.isInteger(numbers[at]))
      : [];
    if (fractions.length > 0) throw notClasses(path, this.column, 'numbers with fractions', fractions, names.length);
    if (names.length > 0 && names.every(isDate)) throw notClasses(path, this.column, 'dates', names, names.length);
  }
}

/** A label that says that there is none. */
export function missingLabel(
  path: string,
  column: string | undefined,
  absent: string,
  names: readonly string[],
  why: string,
): SelvedgeError {
  return new SelvedgeError(
    'corrupt-file',
    `${path}: the label '${absent}'${column === undefined ? '' : ` in column '${column}'`} means a missing value: ${why}. Take rows ` +
      `without a label out of the file. If it is a class, list all of them: classes: [${names
        .slice(0, 4)
        .map((name) => `'${name}'`)
        .join(
          ', ',
        )}${names.length > 4 ? ', ...' : ''}] under 'data' in a pipeline file, or --classes on the command line.`,
  );
}

function notClasses(
  path: string,
  column: string | undefined,
  what: string,
  found: readonly string[],
  different: number,
): SelvedgeError {
  const shown = found.slice(0, 2);
  const flag = shown.some((text) => text.includes(',')) ? '' : `, --classes ${shown.join(',')},... on the command line`;
  return new SelvedgeError(
    'corrupt-file',
    `${path}: the label${column === undefined ? '' : `, column '${column}',`} holds ${what}: ${shown.join(', ')}; ` +
      `${different} different ones. A label is a class; regression is not supported. Name another column as the label. ` +
      `If these are classes, list all of them: classes: [${shown.map((text) => `'${text}'`).join(', ')}, ...] under 'data' in a ` +
      `pipeline file${flag}.`,
  );
}

const isClassNumber = (text: string): boolean => WHOLE.test(text) && Number(text) < MAX_LABELS;

/** One name for a number that is written in several ways, `1` and `1.0`: pandas has one class of them, too. */
function differentNumbers(sorted: readonly string[]): readonly string[] {
  const byNumber = new Map<string, string>();
  for (const name of sorted) {
    const key = numberKey(name);
    if (!byNumber.has(key) || name === key) byNumber.set(key, name);
  }
  return [...byNumber.values()];
}

/** One name for a truth value that is written in several ways: a column of `True` and `true` is one of booleans in pandas. */
const truthValues = (sorted: readonly string[]): readonly string[] =>
  ['False', 'True'].flatMap((value) => {
    const names = sorted.filter((name) => name.toLowerCase() === value.toLowerCase());
    return names.includes(value) ? [value] : names.slice(0, 1);
  });

/** By name, or where none of the classes is named by a number all of them by number: one reading for the whole file. */
function numbersOf(path: string, labels: readonly string[], classes: readonly string[]): Uint16Array {
  const find = classOfLabel(classes);
  const unknown = labels.find((label) => find(label) === undefined);
  if (unknown === undefined) return Uint16Array.from(labels, (label) => find(label) as number);
  const isNumbered = !classes.some(isClassNumber);
  const isPosition = (label: string): boolean => isClassNumber(label) && Number(label) < classes.length;
  if (isNumbered && labels.every(isPosition)) return Uint16Array.from(labels, Number);
  const wrong = (isNumbered && labels.find((label) => find(label) === undefined && !isPosition(label))) || unknown;
  const near = didYouMean(wrong, classes);
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: label '${wrong}' is none of the ${classes.length} classes${near ? `; did you mean '${near}'?` : '.'} ` +
      `Classes are ${classes.slice(0, 12).join(', ')}${isNumbered ? `; class numbers from 0 to ${classes.length - 1}, for all rows alike, are accepted too` : ''}.`,
  );
}
