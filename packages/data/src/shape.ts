/** How many numbers an array of this shape holds; 1 for no axes. */
export const numbersIn = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
