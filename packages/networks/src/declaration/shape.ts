/** `[28, 28, 1]` */
export const showShape = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** The size of the last axis. */
export const channelsOf = (shape: readonly number[]): number => shape[shape.length - 1];
