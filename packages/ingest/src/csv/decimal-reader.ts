import { MAX_EXPONENT, powersOfTen } from './powers-of-ten.js';

const ZERO = 48;
const POINT = 46;
const PLUS = 43;
const MINUS = 45;
const LETTER_E = 101;

/** Digits that fit a whole number of 32 bits. */
const PART_DIGITS = 9;
const MAX_DIGITS = 3 * PART_DIGITS;
/** Whole numbers of so many digits are all exact. */
const EXACT_DIGITS = 15;
/** Powers of ten up to here are exact. */
const EXACT_POWER = 22;
/** As `numberOf`. */
const MAX_LENGTH = 400;
/** Splits 53 bits into 26 and 27 (Dekker 1971). */
const SPLITTER = 2 ** 27 + 1;
/** Bounds the relative error of a product of two pairs, some 2^-102. */
const PAIR_ERROR = 2 ** -98;

/**
 * Reads decimal numbers from bytes as `Number()` does, bit for bit, without making a text of them.
 *
 * Up to 15 digits with an exponent within 22 are one exact operation (Clinger 1990). Others up to 27 digits are the product
 * of two unevaluated sums of float64, digits and power of ten, with an error of at most 2^-98: where a number that
 * differs by as little would round otherwise, the caller has to take the slow way (Ziv's test).
 */
export class DecimalReader {
  /** Where the number that was read last ends. */
  end = 0;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #small: Float64Array = Float64Array.from({ length: EXACT_POWER + 1 }, (_, exponent) =>
    Number(`1e${exponent}`),
  );

  constructor() {
    const { high, low } = powersOfTen();
    this.#high = high;
    this.#low = low;
  }

  /**
   * @param bytes - with at least one byte that is not part of a number behind the number
   * @returns the number that begins at `start`, or NaN where there is none or the slow way has to say what it is: many
   * digits, a large exponent, a whole number beyond 2^49, the middle between two float64
   */
  read(bytes: Uint8Array, start: number): number {
    let at = start;
    let byte = bytes[at];
    const isNegative = byte === MINUS;
    if (isNegative || byte === PLUS) byte = bytes[++at];
    const first = at;
    while (byte === ZERO) byte = bytes[++at];
    let digits = 0;
    let head = 0;
    let middle = 0;
    let tail = 0;
    for (let digit = byte - ZERO; digit >>> 0 <= 9; digit = bytes[++at] - ZERO) {
      if (digits < PART_DIGITS) head = head * 10 + digit;
      else if (digits < 2 * PART_DIGITS) middle = middle * 10 + digit;
      else if (digits < MAX_DIGITS) tail = tail * 10 + digit;
      digits++;
    }
    byte = bytes[at];
    let written = at - first;
    let exponent = 0;
    let isWhole = true;
    if (byte === POINT) {
      isWhole = false;
      const point = ++at;
      byte = bytes[at];
      if (digits === 0) while (byte === ZERO) byte = bytes[++at];
      for (let digit = byte - ZERO; digit >>> 0 <= 9; digit = bytes[++at] - ZERO) {
        if (digits < PART_DIGITS) head = head * 10 + digit;
        else if (digits < 2 * PART_DIGITS) middle = middle * 10 + digit;
        else if (digits < MAX_DIGITS) tail = tail * 10 + digit;
        digits++;
      }
      exponent = point - at;
      written -= exponent;
      byte = bytes[at];
    }
    if (written === 0) return Number.NaN;
    if ((byte | 0x20) === LETTER_E) {
      isWhole = false;
      byte = bytes[++at];
      const isDown = byte === MINUS;
      if (isDown || byte === PLUS) byte = bytes[++at];
      const firstOfExponent = at;
      let power = 0;
      for (let digit = byte - ZERO; digit >>> 0 <= 9; digit = bytes[++at] - ZERO) {
        if (power < MAX_LENGTH) power = power * 10 + digit;
      }
      if (at === firstOfExponent) return Number.NaN;
      exponent += isDown ? -power : power;
    }
    this.end = at;
    if (at - start > MAX_LENGTH || digits > MAX_DIGITS || (isWhole && digits > EXACT_DIGITS)) return Number.NaN;
    const value =
      digits <= PART_DIGITS ? this.#scaled(head, exponent) : this.#long(head, middle, tail, digits, exponent);
    return isNegative ? -value : value;
  }

  /** @param digits - a whole number below 2^53 */
  #scaled(digits: number, exponent: number): number {
    if (exponent < 0) {
      if (exponent >= -EXACT_POWER) return digits / this.#small[-exponent];
    } else if (exponent <= EXACT_POWER) return digits * this.#small[exponent];
    return digits === 0 ? 0 : this.#product(digits, 0, exponent);
  }

  #long(head: number, middle: number, tail: number, digits: number, exponent: number): number {
    const small = this.#small;
    const second = Math.min(digits - PART_DIGITS, PART_DIGITS);
    // Exact: 30 bits times 5^9, and powers of two.
    const upper = head * small[second];
    let high = upper + middle;
    if (digits <= EXACT_DIGITS) return this.#scaled(high, exponent);
    let low = middle - (high - upper);
    if (digits > 2 * PART_DIGITS) {
      const factor = small[digits - 2 * PART_DIGITS];
      const product = high * factor;
      const rest = lowOfProduct(high, factor, product) + (low * factor + tail);
      high = product + rest;
      low = rest - (high - product);
    }
    return this.#product(high, low, exponent);
  }

  #product(high: number, low: number, exponent: number): number {
    if (exponent > MAX_EXPONENT || exponent < -MAX_EXPONENT) return Number.NaN;
    const power = this.#high[exponent + MAX_EXPONENT];
    const product = high * power;
    const rest = lowOfProduct(high, power, product) + (high * this.#low[exponent + MAX_EXPONENT] + low * power);
    const value = product + rest;
    const left = rest - (value - product);
    const error = value * PAIR_ERROR;
    return value + (left + error) === value && value + (left - error) === value ? value : Number.NaN;
  }
}

/** What `product`, the rounded product of two numbers, lacks (Dekker 1971). */
function lowOfProduct(a: number, b: number, product: number): number {
  const aSplit = SPLITTER * a;
  const aHigh = aSplit - (aSplit - a);
  const aLow = a - aHigh;
  const bSplit = SPLITTER * b;
  const bHigh = bSplit - (bSplit - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
