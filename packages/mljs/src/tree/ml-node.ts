/** A node of ml-cart, as far as it is read here. Rows with a number below `splitValue` go left. */
export interface MlNode {
  readonly splitColumn: number;
  readonly splitValue: number;
  readonly left?: MlNode;
  readonly right?: MlNode;
  /** Of a leaf: shares of the classes as a matrix of one row, up to the last class that occurs. */
  readonly distribution?: { readonly columns: number; get(row: number, column: number): number };
}

/** Parameters of ml-cart. */
export interface MlTreeOptions {
  readonly minNumSamples: number;
  readonly maxDepth: number;
  readonly gainThreshold: number;
}
