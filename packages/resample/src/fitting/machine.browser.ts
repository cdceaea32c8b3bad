/** Browsers do not tell. */
export const availableBytes = (): number => Number.POSITIVE_INFINITY;
