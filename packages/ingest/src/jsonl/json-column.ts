import { isDate } from '../csv/column-scan.js';
import type { Column } from '../table/table.js';

/** Sees the values of a column, one after another, and makes columns of them. A value that is absent counts as null. */
export class JsonColumn {
  readonly #missingTexts: ReadonlySet<string>;
  #numbers = 0;
  #booleans = 0;
  #texts = 0;
  #dates = 0;
  #bytes = 0;
  #lists = 0;
  #width: number | undefined;
  #listsOfBytes = 0;
  #others = 0;
  /** The first text among numbers, or number among texts. */
  #mixed: { readonly value: unknown; readonly line: number } | undefined;

  constructor(missingTexts: ReadonlySet<string>) {
    this.#missingTexts = missingTexts;
  }

  add(value: unknown, line: number): void {
    if (this.#isMissing(value)) return;
    if (typeof value === 'number') {
      this.#numbers++;
      if (isByte(value)) this.#bytes++;
      if (this.#texts > 0) this.#mixed ??= { value, line };
    } else if (typeof value === 'boolean') this.#booleans++;
    else if (typeof value === 'string') {
      this.#texts++;
      if (isDate(value)) this.#dates++;
      if (this.#numbers > 0) this.#mixed ??= { value, line };
    } else if (isNumbers(value) && (this.#width ?? value.length) === value.length) {
      this.#lists++;
      this.#width = value.length;
      if (value.every(isByte)) this.#listsOfBytes++;
    } else this.#others++;
  }

  /**
   * Some values as a column; all of them were added before.
   *
   * @param rows - of the whole file
   */
  column(name: string, values: readonly unknown[], rows: number): Column {
    const present = this.#numbers + this.#booleans + this.#texts + this.#lists + this.#others;
    if (this.#others > 0 || (this.#lists > 0 && this.#lists < rows))
      return { name, unread: 'holds nested values, or lists of different lengths' };
    if (this.#lists > 0) {
      const flat = (values as readonly (readonly number[])[]).flat();
      const numbers = this.#listsOfBytes === rows ? Uint8Array.from(flat) : Float64Array.from(flat);
      return { name, numbers, width: this.#width ?? 0 };
    }
    if (this.#numbers === present || this.#booleans === present) {
      const missing = values.reduce<number>((sum, value) => sum + Number(this.#isMissing(value)), 0);
      const isBytes = present === rows && (this.#booleans === present || this.#bytes === present);
      const number = (value: unknown): number => (this.#isMissing(value) ? Number.NaN : Number(value));
      const numbers = isBytes ? Uint8Array.from(values, number) : Float64Array.from(values, number);
      const written = this.#booleans > 0 && {
        written: values.map((value) => (this.#isMissing(value) ? '' : String(value))),
      };
      return { name, numbers, width: 1, ...(missing > 0 && { missing }), ...written };
    }
    const texts = values.map((value) => (this.#isMissing(value) ? null : String(value)));
    const areDates = this.#dates === present;
    return {
      name,
      texts,
      ...(areDates && { areDates }),
      ...(this.#mixed && { why: this.#whyNot(name), isMixed: true }),
    };
  }

  #whyNot(name: string): string {
    const { value, line } = this.#mixed ?? { value: undefined, line: 0 };
    return `line ${line}: '${name}' holds numbers and texts (${JSON.stringify(value)}); features are numbers: write them without quotes, or leave the column out with drop: ${JSON.stringify(name)}`;
  }

  #isMissing(value: unknown): boolean {
    return value === null || value === undefined || (typeof value === 'string' && this.#missingTexts.has(value.trim()));
  }
}

const isByte = (value: number): boolean =>
  value >= 0 && value <= 255 && Number.isInteger(value) && !Object.is(value, -0);

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');
