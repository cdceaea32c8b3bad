/** A direction and the variance along it. */
export interface Eigenvector {
  readonly value: number;
  /** Of length 1. */
  readonly vector: Float64Array;
}

/** Eigenvectors of a symmetric matrix, size x size, those of the largest values first. */
export async function eigenvectorsOf(square: Float64Array, size: number): Promise<readonly Eigenvector[]> {
  if (size === 0) return [];
  const { EigenvalueDecomposition, Matrix } = await import('ml-matrix');
  const given = Matrix.from1DArray(size, size, Array.from(square));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(given, { assumeSymmetric: true });
  return realEigenvalues
    .map((value, at) => ({ value, vector: Float64Array.from(eigenvectorMatrix.getColumn(at)) }))
    .sort((a, b) => b.value - a.value);
}
