/** The power of two at or next below a positive number, by which division is exact. */
export const powerOfTwo = (value: number): number => 2 ** Math.max(-1022, Math.min(1023, Math.floor(Math.log2(value))));
