import { checked, count, defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import {
  type FittedTransform,
  matrix,
  type Numbers,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
} from '@selvedge/data';
import { checkNumbers, checkResult, isShape } from '@selvedge/data/checks';
import { corruptModel } from '../saved-config.js';
import type { HogParams } from '../specs.generated.js';
import { checkSameImages, type ImageShape, imageShapeOf, unitScale } from './image-rows.js';

const HOG_FORMAT = 'selvedge.features.hog';
const VERSION = 1;

/** Keeps blocks without gradients at 0, in units of pixels from 0 to 1. */
const FLOOR = 0.1;
/** Where L2-Hys cuts values off before it normalises again. */
const CLIP = 0.2;

/**
 * Each pixel's gradient votes, by its magnitude, for the two nearest directions of the four nearest cells; blocks of
 * cells are normalised by L2-Hys. Of several channels the steepest counts.
 *
 * @see Dalal & Triggs, Histograms of oriented gradients for human detection, CVPR (2005)
 */
export const hog: TransformDefinition<HogParams> = defineTransform(
  {
    kind: 'hog',
    description: 'Histograms of oriented gradients, of images.',
    fields: {
      orientations: z.int().min(2).max(64).default(9).describe("Bins of the gradient's direction."),
      cell: z.int().min(2).max(1000).default(4).describe("Pixels of a cell's side."),
      block: count(1000).default(2).describe("Cells of a block's side; blocks overlap by all but one cell."),
      signed: z.boolean().default(false).describe('Directions over 360 degrees instead of 180.'),
    },
  },
  {
    format: HOG_FORMAT,
    create: (params) => ({
      kind: 'hog',
      params,
      // Nothing is learned; images that are too small are refused before a model is fitted.
      fit: async (train: ShapedRows) => fittedHog(params, imageShapeOf('hog', train)),
    }),
    load: loadHog,
  },
);

/** Reads what the fitted extractor saved. */
function loadHog(saved: SavedState): FittedTransform {
  const { params, shape } = saved.config as { params?: Partial<HogParams>; shape?: unknown };
  if (saved.version !== VERSION) throw newer(saved.version);
  if (!isShape(shape) || shape.length !== 3 || typeof params !== 'object')
    throw corruptModel('hog', 'its config lacks params or shape');
  return fittedHog(checked(hog, { ...params, kind: 'hog' }), shape as unknown as ImageShape);
}

function fittedHog(params: HogParams, shape: ImageShape): FittedTransform {
  const { orientations, cell, block } = params;
  const [height, width] = shape;
  const [down, across] = [Math.floor(height / cell), Math.floor(width / cell)];
  const [blocksDown, blocksAcross] = [down - block + 1, across - block + 1];
  if (blocksDown < 1 || blocksAcross < 1) {
    throw new SelvedgeError(
      'shape-mismatch',
      `hog: images of ${height} x ${width} hold no block of ${block} x ${block} cells of ${cell} pixels. Use smaller cells.`,
    );
  }
  const perBlock = block * block * orientations;
  const columns = blocksDown * blocksAcross * perBlock;
  // Made with the first images, whose shape was compared: a damaged file may claim any.
  let cells = new Float64Array(0);
  return {
    kind: 'hog',
    apply(rows) {
      checkSameImages('hog', rows, shape);
      checkNumbers('hog', rows.features);
      const { values, rows: count } = rows.features;
      if (cells.length === 0) cells = new Float64Array(down * across * orientations);
      const scale = unitScale(rows.features);
      const output = new Float32Array(count * columns);
      for (let row = 0; row < count; row++) {
        countGradients(values, row * rows.features.columns, shape, params, scale, cells);
        for (let y = 0, to = row * columns; y < blocksDown; y++) {
          for (let x = 0; x < blocksAcross; x++, to += perBlock) {
            for (let dy = 0, at = to; dy < block; dy++) {
              const from = ((y + dy) * across + x) * orientations;
              for (let index = 0; index < block * orientations; index++) output[at++] = cells[from + index];
            }
            normalize(output, to, to + perBlock);
          }
        }
      }
      const features = matrix(output, count, columns);
      checkResult('hog', rows.features, features, 'row');
      return { features, shape: [columns] };
    },
    save: () => ({
      format: HOG_FORMAT,
      version: VERSION,
      config: { params: { ...params }, shape: [...shape] },
      tensors: {},
    }),
  };
}

/** Fills the histograms of all cells: down x across x orientations. */
function countGradients(
  values: Numbers,
  start: number,
  [height, width, channels]: ImageShape,
  { orientations, cell, signed }: HogParams,
  scale: number,
  cells: Float64Array,
): void {
  const [down, across] = [Math.floor(height / cell), Math.floor(width / cell)];
  const turn = signed ? 2 * Math.PI : Math.PI;
  cells.fill(0);
  for (let y = 0; y < height; y++) {
    const above = start + Math.max(0, y - 1) * width * channels;
    const below = start + Math.min(height - 1, y + 1) * width * channels;
    // The two rows of cells whose middles are nearest, and the share of the second.
    const cellY = (y + 0.5) / cell - 0.5;
    const firstY = Math.floor(cellY);
    for (let x = 0; x < width; x++) {
      let [dx, dy, steepest] = [0, 0, 0];
      for (let channel = 0; channel < channels; channel++) {
        const line = start + y * width * channels + channel;
        const right = values[line + Math.min(width - 1, x + 1) * channels];
        const horizontal = right - values[line + Math.max(0, x - 1) * channels];
        const vertical = values[below + x * channels + channel] - values[above + x * channels + channel];
        const square = horizontal * horizontal + vertical * vertical;
        if (square > steepest) [dx, dy, steepest] = [horizontal, vertical, square];
      }
      if (steepest === 0) continue;
      const magnitude = Math.sqrt(steepest) * scale;
      const angle = Math.atan2(dy, dx);
      const direction = ((angle < 0 ? angle + 2 * Math.PI : angle) / turn) * orientations;
      const lower = Math.floor(direction);
      const upperShare = direction - lower;
      const bins = [lower % orientations, (lower + 1) % orientations];
      const cellX = (x + 0.5) / cell - 0.5;
      const firstX = Math.floor(cellX);
      for (let stepY = 0; stepY < 2; stepY++) {
        const row = firstY + stepY;
        if (row < 0 || row >= down) continue;
        const shareY = stepY === 0 ? 1 - (cellY - firstY) : cellY - firstY;
        for (let stepX = 0; stepX < 2; stepX++) {
          const column = firstX + stepX;
          if (column < 0 || column >= across) continue;
          const vote = magnitude * shareY * (stepX === 0 ? 1 - (cellX - firstX) : cellX - firstX);
          const at = (row * across + column) * orientations;
          cells[at + bins[0]] += vote * (1 - upperShare);
          cells[at + bins[1]] += vote * upperShare;
        }
      }
    }
  }
}

/** L2-Hys: to unit length, cut off, to unit length again. */
function normalize(values: Float32Array, from: number, to: number): void {
  for (let pass = 0; pass < 2; pass++) {
    let square = FLOOR * FLOOR;
    for (let at = from; at < to; at++) square += values[at] * values[at];
    const factor = 1 / Math.sqrt(square);
    for (let at = from; at < to; at++) {
      values[at] = pass === 0 ? Math.min(CLIP, values[at] * factor) : values[at] * factor;
    }
  }
}

const newer = (version: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `hog: it was saved as version ${version}; this release reads version ${VERSION}. Update @selvedge/classical.`,
  );
