/** Columns x classes in float32 from classes x columns: as the graph of the model multiplies them. */
export function transposed(weights: Float64Array, classes: number, columns: number): Float32Array {
  const result = new Float32Array(weights.length);
  for (let label = 0; label < classes; label++) {
    for (let column = 0; column < columns; column++) {
      result[column * classes + label] = weights[label * columns + column];
    }
  }
  return result;
}
