import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { ImageShape } from './sample-affine.js';

/**
 * Reads `[height, width]` or `[height, width, channels]`.
 *
 * @param columns - numbers of a row
 * @throws SelvedgeError `shape-mismatch` for rows that are not images, or of another size
 */
export function imageShape(what: string, shape: readonly number[], columns: number): ImageShape {
  const [height, width, channels = 1] = shape;
  if (shape.length === 2 || shape.length === 3) {
    if (numbersIn(shape) !== columns) throw otherSize(what, shape, columns);
    return { height, width, channels };
  }
  throw new SelvedgeError(
    'shape-mismatch',
    `${what}: rows of shape [${shape.join(', ')}] are not images; need [height, width] or [height, width, channels]. Reshape them first.`,
  );
}

const otherSize = (what: string, shape: readonly number[], columns: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: images of shape [${shape.join(', ')}] have ${numbersIn(shape)} numbers, and rows have ${columns}; need the shape of the rows.`,
  );
