/** The element types of the IDX format, by the third byte of the magic number. */
export const IDX_TYPES = {
  8: { name: 'uint8', bytes: 1 },
  9: { name: 'int8', bytes: 1 },
  11: { name: 'int16', bytes: 2 },
  12: { name: 'int32', bytes: 4 },
  13: { name: 'float32', bytes: 4 },
  14: { name: 'float64', bytes: 8 },
} as const;

export type IdxType = (typeof IDX_TYPES)[keyof typeof IDX_TYPES]['name'];

export type IdxValues = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** What an IDX file holds: one array of any rank, row-major. */
export interface IdxArray<T extends IdxValues = IdxValues> {
  readonly values: T;
  /** The first size counts the items; a file of rank 0 holds one number. */
  readonly shape: readonly number[];
}

export const IDX_ARRAYS: {
  readonly uint8: Uint8ArrayConstructor;
  readonly int8: Int8ArrayConstructor;
  readonly int16: Int16ArrayConstructor;
  readonly int32: Int32ArrayConstructor;
  readonly float32: Float32ArrayConstructor;
  readonly float64: Float64ArrayConstructor;
} = {
  uint8: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

export function idxTypeOf(values: IdxValues): IdxType {
  for (const [name, type] of Object.entries(IDX_ARRAYS)) if (values instanceof type) return name as IdxType;
  throw new Error(`internal: no IDX type for ${Object.prototype.toString.call(values)}`);
}
