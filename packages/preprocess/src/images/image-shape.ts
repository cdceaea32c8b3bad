import { SelvedgeError } from '@selvedge/data';
import type { ImageShape } from './sample-affine.js';

/**
 * Reads `[height, width]` or `[height, width, channels]`.
 *
 * @throws SelvedgeError `shape-mismatch` for rows that are not images
 */
export function imageShape(what: string, shape: readonly number[]): ImageShape {
  const [height, width, channels = 1] = shape;
  if (shape.length === 2 || shape.length === 3) return { height, width, channels };
  throw new SelvedgeError(
    'shape-mismatch',
    `${what}: rows of shape [${shape.join(', ')}] are not images; need [height, width] or [height, width, channels]. Reshape them first.`,
  );
}
