/** A row of 2^28 numbers is a picture of 9,400 x 9,400 in colour; a size beyond is damage, not data. */
const MAX_NUMBERS = 2 ** 28;

/** Whether a value that was read from a file is the shape of a row: sizes from 1, together at most 2^28 numbers. */
export const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((size) => Number.isSafeInteger(size) && size >= 1) &&
  numbersIn(value) <= MAX_NUMBERS;

/** How many numbers an array of this shape holds; 1 for no axes. */
export const numbersIn = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
