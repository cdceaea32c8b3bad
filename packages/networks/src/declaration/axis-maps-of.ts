import { unreachable } from '@selvedge/data/checks';
import type { CenterCropParams, Cropping2dParams, ResizingParams, UpSampling2dParams } from '../specs.generated.js';
import { type AxisMap, kept, resized } from './axis-maps.js';
import { misfit } from './misfit.js';
import { both, sidesOf } from './pairs.js';

/** Layers that change the size of images. */
export type SizeParams = CenterCropParams | Cropping2dParams | ResizingParams | UpSampling2dParams;

/** @throws SelvedgeError `shape-mismatch` naming the layer where nothing is left, or more is to be kept than there is */
export function axisMapsOf(
  spec: SizeParams,
  [height, width]: readonly [number, number, number],
  label: string,
): { readonly rows: AxisMap; readonly columns: AxisMap } {
  switch (spec.kind) {
    case 'cropping2d': {
      const [top, bottom, left, right] = sidesOf(spec.cropping);
      const [rows, columns] = [height - top - bottom, width - left - right];
      if (rows < 1 || columns < 1) {
        throw misfit(label, `it cuts off ${top + bottom} of ${height} rows and ${left + right} of ${width} columns`);
      }
      return { rows: kept(height, top, rows), columns: kept(width, left, columns) };
    }
    case 'center-crop': {
      if (spec.height > height || spec.width > width) {
        throw misfit(
          label,
          `it keeps ${spec.height} x ${spec.width} of images of ${height} x ${width}; use at most that, or resizing`,
        );
      }
      return {
        rows: kept(height, Math.floor((height - spec.height) / 2), spec.height),
        columns: kept(width, Math.floor((width - spec.width) / 2), spec.width),
      };
    }
    case 'resizing':
      checkSides(label, spec.height, spec.width);
      return {
        rows: resized(height, spec.height, spec.interpolation),
        columns: resized(width, spec.width, spec.interpolation),
      };
    case 'up-sampling2d': {
      const [rows, columns] = both(spec.size);
      checkSides(label, height * rows, width * columns);
      return {
        rows: resized(height, height * rows, spec.interpolation),
        columns: resized(width, width * columns, spec.interpolation),
      };
    }
    default:
      return unreachable(spec);
  }
}

/** Each row and column of the output is a record here: sizes beyond any image would fill the memory. */
const LARGEST_SIDE = 32_768;

function checkSides(label: string, rows: number, columns: number): void {
  if (rows <= LARGEST_SIDE && columns <= LARGEST_SIDE) return;
  throw misfit(label, `it makes images of ${rows} x ${columns}; need at most ${LARGEST_SIDE} a side`);
}
