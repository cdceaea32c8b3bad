import type { FigureText } from './figure-text.js';

/** One small map of numbers: importances over an image's pixels, a filter's weights. */
export interface PixelMap {
  /** `height * width` numbers, row-major. */
  readonly values: ArrayLike<number>;
  readonly caption?: readonly string[];
}

/** Numbers drawn as pictures: feature importances, first-layer filters, mean images. */
export interface PixelMapFigure extends FigureText {
  readonly kind: 'pixel-map';
  /** `[height, width]`. */
  readonly shape: readonly [number, number];
  readonly maps: readonly PixelMap[];
  /** `sequential` from 0 to the largest; `diverging` around 0, blue below and orange above. */
  readonly scale: 'sequential' | 'diverging';
  readonly columns?: number;
  /** Side of a map in SVG units; default 150. */
  readonly size?: number;
}
