import type { RowForm } from './row-form.js';

/** The element types that features come in. Bytes stay bytes until a step makes them floats. */
export type Numbers = Uint8Array | Float32Array | Float64Array;

/**
 * Dense and row-major: element (i, j) is `values[i * columns + j]`. Rows that know their shape and the names of their
 * columns pass both on to whatever is fitted on them, which then holds other rows against them.
 */
export interface Matrix<T extends Numbers = Numbers> extends RowForm {
  readonly values: T;
  readonly rows: number;
  readonly columns: number;
}
