import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { NumericArray } from '@selvedge/data/types';

/** Element types of tensors, under ONNX Runtime's names. */
export type TensorType =
  | 'float32'
  | 'float64'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'int64'
  | 'uint64'
  | 'bool';

/** Arrays that hold a tensor's elements; booleans are bytes 0 and 1. */
export type TensorArray = NumericArray;

/** An n-dimensional array, row-major. A scalar has no dimensions. */
export interface RuntimeTensor {
  readonly type: TensorType;
  readonly data: TensorArray;
  readonly dims: readonly number[];
}

/** Number in onnx.proto's `TensorProto.DataType`, and the array that holds it. */
export const TENSOR_TYPES: Readonly<
  Record<TensorType, { readonly code: number; readonly array: new (length: number) => TensorArray }>
> = {
  float32: { code: 1, array: Float32Array },
  uint8: { code: 2, array: Uint8Array },
  int8: { code: 3, array: Int8Array },
  uint16: { code: 4, array: Uint16Array },
  int16: { code: 5, array: Int16Array },
  int32: { code: 6, array: Int32Array },
  int64: { code: 7, array: BigInt64Array },
  bool: { code: 9, array: Uint8Array },
  float64: { code: 11, array: Float64Array },
  uint32: { code: 12, array: Uint32Array },
  uint64: { code: 13, array: BigUint64Array },
};

/**
 * Puts a shape on an array, without copying it. The type follows from the array.
 *
 * @param dims - default: one dimension as long as the array
 * @throws SelvedgeError `shape-mismatch` unless the product of `dims` is the array's length
 */
export function tensor(data: TensorArray, dims: readonly number[] = [data.length]): RuntimeTensor {
  const size = numbersIn(dims);
  if (size !== data.length) throw badDims(dims, data.length);
  return { type: typeOf(data), data, dims };
}

/** Whole numbers as an int64 tensor: shapes, axes and the like. */
export function int64Tensor(values: readonly number[], dims: readonly number[] = [values.length]): RuntimeTensor {
  return tensor(BigInt64Array.from(values, BigInt), dims);
}

/** A float32 tensor without dimensions. */
export function scalarTensor(value: number): RuntimeTensor {
  return { type: 'float32', data: Float32Array.of(value), dims: [] };
}

function typeOf(data: TensorArray): TensorType {
  for (const [type, { array }] of Object.entries(TENSOR_TYPES)) if (data instanceof array) return type as TensorType;
  throw new Error(`internal: no tensor type for ${data}`);
}

const badDims = (dims: readonly number[], length: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `tensor: got ${length} elements for shape [${dims.join(', ')}]; the product of the shape must equal their number.`,
  );
