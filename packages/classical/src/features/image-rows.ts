import { type Matrix, SelvedgeError, type ShapedRows } from '@selvedge/data';
import { checkNumbers, unfitData } from '@selvedge/data/checks';

/** Height, width, channels. */
export type ImageShape = readonly [number, number, number];

/**
 * The shape of rows that are images.
 *
 * @throws SelvedgeError `shape-mismatch` for other rows
 */
export function imageShapeOf(what: string, { shape, features }: ShapedRows): ImageShape {
  const [height, width, channels = 1] = shape;
  if ((shape.length === 2 || shape.length === 3) && height * width * channels === features.columns) {
    return [height, width, channels];
  }
  throw new SelvedgeError(
    'shape-mismatch',
    `${what}: rows of shape [${shape.join(', ')}] and ${features.columns} numbers are not images; ` +
      'need [height, width] or [height, width, channels]. Extract features before anything that flattens.',
  );
}

/** @throws SelvedgeError `shape-mismatch` unless rows have the shape that the extractor was fitted on */
export function checkSameImages(what: string, rows: ShapedRows, shape: ImageShape): void {
  const seen = imageShapeOf(what, rows);
  if (seen.every((size, at) => size === shape[at])) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `${what}: got images of ${seen.join(' x ')}; it was fitted on ${shape.join(' x ')}.`,
  );
}

/** @throws SelvedgeError `invalid-argument` without rows, or for a number that is not finite */
export function checkFeatureRows(what: string, { features }: ShapedRows): void {
  if (features.rows === 0) {
    throw unfitData(`${what}: got no images to learn from; need at least one.`);
  }
  checkNumbers(what, features);
}

/** Brings bytes to [0, 1] and leaves other numbers as they are. */
export const unitScale = ({ values }: Matrix): number => (values instanceof Uint8Array ? 1 / 255 : 1);
