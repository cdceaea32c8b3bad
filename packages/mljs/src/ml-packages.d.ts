// The packages of ml.js that ship no types, as far as they are used here.

declare module 'ml-knn' {
  export default class Knn {
    readonly kdTree: {
      /** Points with their distances, in no particular order. The label is the point's last number. */
      nearest(point: readonly number[], count: number): (readonly [readonly number[], number])[];
    };
    constructor(rows: number[][], labels: number[], options: { readonly k: number });
  }
}

declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  export default class LogisticRegression {
    /** One per class; each knows the probability of not being that class. */
    readonly classifiers: readonly { readonly weights: Matrix }[];
    constructor(options: { readonly numSteps: number; readonly learningRate: number });
    train(rows: Matrix, labels: Matrix): void;
  }
}

declare module 'ml-cart' {
  export class DecisionTreeClassifier {
    readonly root: import('./tree/ml-node.js').MlNode;
    constructor(options: import('./tree/ml-node.js').MlTreeOptions);
    train(rows: number[][], labels: number[]): void;
  }
}
