import { SelvedgeError } from '@selvedge/data';

/** One way to look at an image at prediction: mirrored or not, shifted by whole pixels. */
export interface TestTimeView {
  readonly flip?: boolean;
  readonly shiftRows?: number;
  readonly shiftColumns?: number;
  /** What moves in: zeros (`constant`, the default), or the pixels at the edge again (`nearest`). */
  readonly fill?: 'constant' | 'nearest';
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
  { flip = false, shiftRows = 0, shiftColumns = 0, fill = 'constant' }: TestTimeView,
): Float32Array {
  const [height, width, channels] = shape;
  const out = new Float32Array(features.length);
  const rowFrom = shiftedFrom(height, shiftRows, fill);
  const columnFrom = shiftedFrom(width, shiftColumns, fill).map((column) =>
    flip && column >= 0 ? width - 1 - column : column,
  );
  const size = height * width * channels;
  for (let start = 0; start < features.length; start += size) {
    for (let row = 0; row < height; row++) {
      if (rowFrom[row] < 0) continue;
      for (let column = 0; column < width; column++) {
        if (columnFrom[column] < 0) continue;
        const from = start + (rowFrom[row] * width + columnFrom[column]) * channels;
        const to = start + (row * width + column) * channels;
        for (let c = 0; c < channels; c++) out[to + c] = features[from + c];
      }
    }
  }
  return out;
}

/** Where each place of an axis is read from; -1: nowhere. */
function shiftedFrom(length: number, shift: number, fill: TestTimeView['fill']): Int32Array {
  return Int32Array.from({ length }, (_, at) => {
    const from = at - shift;
    if (fill === 'nearest') return Math.min(length - 1, Math.max(0, from));
    return from >= 0 && from < length ? from : -1;
  });
}
