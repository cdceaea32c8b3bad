import type { FigureText } from './figure-text.js';

/** One image with its caption. */
export interface Tile {
  /** Bytes, row-major, `height * width * channels`. */
  readonly pixels: Uint8Array;
  /** Lines under the image: `true: Coat`, `predicted: Pullover 0.81`. */
  readonly caption?: readonly string[];
  /** Frames the tile: a right or a wrong prediction. */
  readonly verdict?: 'right' | 'wrong';
}

/** Images in rows: a gallery of the classes, a random sample, predictions with their probabilities. */
export interface ImageGridFigure extends FigureText {
  readonly kind: 'image-grid';
  /** `[height, width, channels]`, channels 1 (grey) or 3. */
  readonly shape: readonly number[];
  readonly tiles: readonly Tile[];
  /** Tiles in a row; default as many as make the figure about square, at most 10. */
  readonly columns?: number;
  /** Side of a tile in SVG units; default 84. */
  readonly size?: number;
}
