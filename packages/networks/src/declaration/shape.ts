/** How many numbers a shape holds. */
export const numbersIn = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);

/** `[28, 28, 1]` */
export const showShape = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
