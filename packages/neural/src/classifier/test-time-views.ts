import { SelvedgeError } from '@selvedge/data';

/** One way to look at an image at prediction: mirrored or not, shifted by whole pixels (zeros move in). */
export interface TestTimeView {
  readonly flip?: boolean;
  readonly shiftRows?: number;
  readonly shiftColumns?: number;
  /** Share of this view in the mean, relative to the others. Default 1. */
  readonly weight?: number;
}

/** @throws SelvedgeError `shape-mismatch` unless a network that is looked at in several ways takes images */
export function checkViewsFit(views: readonly TestTimeView[], shape: readonly number[]): void {
  if (views.length === 0 || shape.length === 3) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `testTimeAugmentation: views are of images, but the network takes rows of shape [${shape.join(', ')}]; give it an inputShape of ` +
      '[height, width, channels], or leave testTimeAugmentation out.',
  );
}

/**
 * The rows as the view shows them, in an array of their own.
 *
 * @param shape - of one row, [height, width, channels]
 */
export function applyView(
  features: Float32Array,
  shape: readonly number[],
  { flip = false, shiftRows = 0, shiftColumns = 0 }: TestTimeView,
): Float32Array {
  const [height, width, channels] = shape;
  const out = new Float32Array(features.length);
  const size = height * width * channels;
  for (let start = 0; start < features.length; start += size) {
    for (let row = 0; row < height; row++) {
      const fromRow = row - shiftRows;
      if (fromRow < 0 || fromRow >= height) continue;
      for (let column = 0; column < width; column++) {
        const shifted = column - shiftColumns;
        if (shifted < 0 || shifted >= width) continue;
        const from = start + (fromRow * width + (flip ? width - 1 - shifted : shifted)) * channels;
        const to = start + (row * width + column) * channels;
        for (let c = 0; c < channels; c++) out[to + c] = features[from + c];
      }
    }
  }
  return out;
}
