/**
 * The lower triangle L of L Lᵀ = A - shift * I, in full rows; its upper half is zero.
 *
 * @param square - symmetric, size x size
 * @returns undefined where the smallest eigenvalue of A is `shift` or less, but for rounding
 */
export function cholesky(square: Float64Array, size: number, shift = 0): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = lower.subarray(i * size, i * size + i + 1);
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      let [even, odd] = [square[i * size + j] - (i === j ? shift : 0), 0];
      const whole = j - (j % 2);
      for (let k = 0; k < whole; k += 2) {
        even -= row[k] * lower[other + k];
        odd -= row[k + 1] * lower[other + k + 1];
      }
      if (whole < j) even -= row[whole] * lower[other + whole];
      const rest = even + odd;
      if (i > j) row[j] = rest / lower[other + j];
      else if (rest > 0 && Number.isFinite(rest)) row[j] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return lower;
}

/** x of L x = b. */
export function solveLower(lower: Float64Array, given: Float64Array): Float64Array {
  const size = given.length;
  const found = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let rest = given[i];
    for (let k = 0; k < i; k++) rest -= lower[i * size + k] * found[k];
    found[i] = rest / lower[i * size + i];
  }
  return found;
}

/** x of Lᵀ x = b. */
export function solveUpper(lower: Float64Array, given: Float64Array): Float64Array {
  const size = given.length;
  const found = given.slice();
  for (let i = size - 1; i >= 0; i--) {
    found[i] /= lower[i * size + i];
    for (let k = 0; k < i; k++) found[k] -= lower[i * size + k] * found[i];
  }
  return found;
}
