import { SelvedgeError, type ShapedRows } from '@selvedge/data';

/** @throws SelvedgeError `shape-mismatch` unless the rows have the shape that the transform was fitted on */
export function sameShape(kind: string, { shape }: ShapedRows, expected: readonly number[]): void {
  if (shape.length === expected.length && shape.every((size, at) => size === expected[at])) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `transform '${kind}': got rows of shape [${shape.join(', ')}]; it was fitted on [${expected.join(', ')}].`,
  );
}
