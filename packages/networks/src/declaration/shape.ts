/** `[28, 28, 1]` */
export const showShape = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
