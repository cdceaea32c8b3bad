/** Eigenvalues, descending, and their unit vectors, one after the other. */
export interface Eigenvectors {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** All eigenvectors of a symmetric matrix, size x size. */
export async function eigenvectors(square: Float64Array, size: number): Promise<Eigenvectors> {
  // Slow to load, and few programs need it.
  const { EigenvalueDecomposition, Matrix: MlMatrix } = await import('ml-matrix');
  const given = MlMatrix.from1DArray(size, size, square as unknown as number[]);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(given, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, at) => at).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const vectors = new Float64Array(size * size);
  for (const [at, place] of order.entries())
    for (let row = 0; row < size; row++) vectors[at * size + row] = eigenvectorMatrix.get(row, place);
  return { values: Float64Array.from(order, (place) => realEigenvalues[place]), vectors };
}
