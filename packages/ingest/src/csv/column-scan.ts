import { BOOLEAN, isMissing, isNumeral, numberOf } from './number-of.js';

/** What the fields of a column are. */
export type ColumnKind = 'number' | 'boolean' | 'category' | 'text' | 'date';

/** A field that is not a number among others that are. */
export interface OddField {
  readonly field: string;
  readonly line: number;
}

const DATE = /^\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\s*$/;
/** Distinct texts are counted up to here. */
export const MAX_DISTINCT = 1000;
/** So few texts are categories, however few rows there are; more of them where each occurs twice on average. */
const FEW = 20;

export const isDate = (text: string): boolean => DATE.test(text);

/** Sees the fields of a column, one after another, and says what they are. */
export class ColumnScan {
  readonly #isAbsent: (field: string) => boolean;
  readonly #decimal: string;
  readonly #distinct = new Set<string>();
  #numbers = 0;
  #booleans = 0;
  #dates = 0;
  #numerals = 0;
  #otherThanBytes = 0;
  rows = 0;
  missing = 0;
  /** Of the numbers; min is above max without any. */
  min: number = Number.POSITIVE_INFINITY;
  max: number = Number.NEGATIVE_INFINITY;
  /** The first field that is neither a number nor missing. */
  odd: OddField | undefined;
  /** The line of the first field with bytes that are not UTF-8: others that differ would read the same. */
  undecoded: number | undefined;

  constructor(isAbsent: (field: string) => boolean = isMissing, decimal = '.') {
    this.#isAbsent = isAbsent;
    this.#decimal = decimal;
  }

  add(field: string, line: number): void {
    this.rows++;
    if (this.#isAbsent(field)) {
      this.missing++;
      return;
    }
    if (this.#distinct.size <= MAX_DISTINCT) this.#distinct.add(field.trim());
    const value = numberOf(field, this.#decimal);
    if (value !== undefined) {
      this.#addNumber(value);
      return;
    }
    this.odd ??= { field, line };
    if (field.includes('\uFFFD')) this.undecoded ??= line;
    if (isNumeral(field, this.#decimal)) this.#numerals++;
    else if (BOOLEAN.test(field)) this.#booleans++;
    else if (DATE.test(field)) this.#dates++;
  }

  /** A value that is a number already, NaN where it is missing. */
  addNumber(value: number | bigint): void {
    this.rows++;
    const number = Number(value);
    if (Number.isNaN(number)) {
      this.missing++;
      return;
    }
    if (this.#distinct.size <= MAX_DISTINCT) this.#distinct.add(String(value));
    this.#addNumber(number);
  }

  #addNumber(value: number): void {
    this.#numbers++;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (!(value >= 0 && value <= 255 && Number.isInteger(value) && !Object.is(value, -0))) this.#otherThanBytes++;
  }

  get present(): number {
    return this.rows - this.missing;
  }

  /** Undefined where there are more than `MAX_DISTINCT`. */
  get distinct(): readonly string[] | undefined {
    return this.#distinct.size > MAX_DISTINCT ? undefined : [...this.#distinct];
  }

  get kind(): ColumnKind {
    const { present } = this;
    if (this.#numbers === present) return 'number';
    if (this.#booleans === present) return 'boolean';
    if (this.#dates === present) return 'date';
    const { distinct } = this;
    return distinct && (distinct.length <= FEW || 2 * distinct.length <= present) ? 'category' : 'text';
  }

  /** Every field is there and is a whole number from 0 to 255, or true or false. */
  get isBytes(): boolean {
    const { kind } = this;
    return (
      this.missing === 0 && this.rows > 0 && (kind === 'boolean' || (kind === 'number' && this.#otherThanBytes === 0))
    );
  }

  /** Every field is a number, and some are infinite or none that float64 holds. */
  get areNumerals(): boolean {
    return this.#numerals > 0 && this.#numbers + this.#numerals === this.present;
  }

  /** Whether the text was seen; of more than `MAX_DISTINCT` different ones, among the first. */
  has(text: string): boolean {
    return this.#distinct.has(text.trim());
  }

  /** How many of the fields are numbers. */
  get numbers(): number {
    return this.#numbers;
  }
}
