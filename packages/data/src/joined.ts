/** A typed array whose pieces can be put one behind the other. */
interface Piece {
  readonly length: number;
  set(values: ArrayLike<number>, offset: number): void;
}

/**
 * Pieces of one type, one behind the other in a new array; a single piece is returned as it is.
 *
 * @param type - of the pieces, for instance `Uint8Array`
 */
export function joined<T extends Piece & ArrayLike<number>>(type: new (length: number) => T, pieces: readonly T[]): T {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new type(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
