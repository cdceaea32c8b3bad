import type { ZeroPadding2dParams } from '../specs.generated.js';
import type { Pair } from './layer-spec.js';

/** One number for both axes, or [rows, columns]. */
export const both = (pair: Pair): readonly [number, number] => (typeof pair === 'number' ? [pair, pair] : pair);

/** Top, bottom, left, right. */
export function sidesOf(padding: ZeroPadding2dParams['padding']): [number, number, number, number] {
  if (typeof padding === 'number') return [padding, padding, padding, padding];
  const [rows, columns] = padding.map((side) => (typeof side === 'number' ? [side, side] : side));
  return [rows[0], rows[1], columns[0], columns[1]];
}
