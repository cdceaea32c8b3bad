/** Plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every array that numbers may come in. */
export type NumericArray = TensorValues | BigInt64Array | BigUint64Array;

/** Every array type that a saved model may hold. */
export type TensorValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** An array with its shape, row-major. */
export interface Tensor<T extends TensorValues = TensorValues> {
  readonly values: T;
  readonly shape: readonly number[];
}

/**
 * A fitted model or transform as data: what `save()` returns and the package's `load...` reads back. No code is
 * stored or executed. `encodeSafetensors` turns it into bytes.
 */
export interface SavedState {
  /** Who can read it: `selvedge.knn`. */
  readonly format: string;
  /** A reader refuses versions that it does not know. */
  readonly version: number;
  /** Parameters, classes and whatever else is small. */
  readonly config: { readonly [key: string]: Json };
  readonly tensors: { readonly [name: string]: Tensor };
}
