/** An array of the same kind, of so many zeros. */
export const emptyAs = (values: Uint8Array | Uint16Array, length: number): Uint8Array | Uint16Array =>
  values instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);

/** White: the largest number of an array. */
export const whiteOf = (values: Uint8Array | Uint16Array): number => (values instanceof Uint16Array ? 65_535 : 255);
