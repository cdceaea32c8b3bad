import type { Matrix as MlMatrix } from 'ml-matrix';

/** The npm package ml-knn, as far as it is used here. It ships no types. */
export interface MlKnn {
  readonly kdTree: {
    /** Points with their distances, in no particular order. The label is the point's last number. */
    nearest(point: readonly number[], count: number): (readonly [readonly number[], number])[];
  };
}

/** The npm package ml-logistic-regression, as far as it is used here. It ships no types. */
export interface MlLogisticRegression {
  /** One per class; each knows the probability of not being that class. */
  readonly classifiers: readonly { readonly weights: MlMatrix }[];
  train(rows: MlMatrix, labels: MlMatrix): void;
}

export async function loadMlKnn(): Promise<new (rows: number[][], labels: number[], options: { k: number }) => MlKnn> {
  const name = 'ml-knn';
  return ((await import(name)) as { default: Awaited<ReturnType<typeof loadMlKnn>> }).default;
}

export async function loadMlLogisticRegression(): Promise<
  new (options: {
    numSteps: number;
    learningRate: number;
  }) => MlLogisticRegression
> {
  const name = 'ml-logistic-regression';
  return ((await import(name)) as { default: Awaited<ReturnType<typeof loadMlLogisticRegression>> }).default;
}
