/** A share in percentage points. */
export const points = (value: number): string => (100 * value).toFixed(2);
