import { count } from '@selvedge/component';
import type { CutoutParams } from '../../specs.generated.js';
import { copyImage, fillBox, sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';

/** @see DeVries & Taylor, Improved regularization with cutout, arXiv 1708.04552 */
export const cutout: PixelAugmentation<CutoutParams> = definePixels(
  {
    kind: 'cutout',
    description: 'Sets a square, which may reach over the edge, to the lowest training value.',
    fields: { size: count(4096).describe('Pixels of its side.') },
  },
  ({ size: side }, shape, { low }) => {
    const { height, width } = shape;
    const size = sizeOf(shape);
    return (source, offset, target, rng) => {
      copyImage(source, offset, target, size);
      const [y, x] = [rng.int(height), rng.int(width)];
      fillBox(target, shape, Math.ceil(y - side / 2), Math.ceil(x - side / 2), side, side, () => low);
    };
  },
);
