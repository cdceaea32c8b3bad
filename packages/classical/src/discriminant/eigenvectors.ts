import { eigenvectors } from '@selvedge/compute/kernels';

/** A direction and the variance along it. */
export interface Eigenvector {
  readonly value: number;
  /** Of length 1. */
  readonly vector: Float64Array;
}

/** Eigenvectors of a symmetric matrix, size x size, those of the largest values first. */
export async function eigenvectorsOf(square: Float64Array, size: number): Promise<readonly Eigenvector[]> {
  if (size === 0) return [];
  const { values, vectors } = await eigenvectors(square, size);
  return Array.from(values, (value, at) => ({ value, vector: vectors.slice(at * size, (at + 1) * size) }));
}
