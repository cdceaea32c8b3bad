import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import { escapeXml } from '@selvedge/data/text';
import { encode } from 'fast-png';
import type { FigureDefinition } from '../figures/definition.js';
import type { FigureText } from '../figures/figure-text.js';
import type { ImageGridFigure } from '../figures/image-grid.js';
import type { PixelMapFigure } from '../figures/pixel-map.js';
import { FONT, type Ink, PALETTE } from '../figures/style.js';
import { diverging, sequential } from './color-scale.js';

interface DrawnTile {
  readonly png: Uint8Array;
  readonly caption: readonly string[];
  readonly frame: string | undefined;
}

/** Draws images side by side with their captions. Vega has no such plot: every pixel would become a mark. */
function imageGridSvg(figure: ImageGridFigure, ink: Ink): string {
  const [height, width, channels = 1] = figure.shape;
  const tiles = figure.tiles.map(({ pixels, caption = [], verdict }, at) => {
    if (pixels.length !== height * width * channels) throw badTile(at, pixels.length, figure.shape);
    const png = encode({ width, height, data: pixels, depth: 8, channels: channels as 1 | 3 });
    return { png, caption, frame: verdict === undefined ? undefined : verdict === 'right' ? PALETTE[2] : PALETTE[1] };
  });
  return gridSvg(figure, tiles, figure.columns ?? columnsFor(tiles.length), figure.size ?? 84, height / width, ink);
}

/** Draws numbers as coloured pixels, all maps of a figure on one scale. */
function pixelMapSvg(figure: PixelMapFigure, ink: Ink): string {
  const [height, width] = figure.shape;
  let most = 0;
  for (const { values } of figure.maps)
    for (let at = 0; at < values.length; at++) most = Math.max(most, Math.abs(values[at]));
  const color = figure.scale === 'diverging' ? diverging : sequential;
  const tiles = figure.maps.map(({ values, caption = [] }, at) => {
    if (values.length !== height * width) throw badTile(at, values.length, figure.shape);
    const data = new Uint8Array(height * width * 3);
    for (let pixel = 0; pixel < values.length; pixel++)
      data.set(color(most === 0 ? 0 : values[pixel] / most), pixel * 3);
    return { png: encode({ width, height, data, depth: 8, channels: 3 }), caption, frame: undefined };
  });
  return gridSvg(figure, tiles, figure.columns ?? columnsFor(tiles.length), figure.size ?? 150, height / width, ink);
}

const columnsFor = (tiles: number): number =>
  Math.max(1, Math.min(10, tiles <= 10 ? tiles : Math.ceil(Math.sqrt(tiles * 1.6))));

const LINE = 15;
const GAP = 14;
const MARGIN = 16;
/** DejaVu Sans at size 1: the mean width of a letter in the texts we set. */
const LETTER = 0.6;

function gridSvg(
  text: FigureText,
  tiles: readonly DrawnTile[],
  columns: number,
  size: number,
  ratio: number,
  ink: Ink,
): string {
  const lines = Math.max(0, ...tiles.map(({ caption }) => caption.length));
  const tileHeight = Math.round(size * ratio);
  const cellHeight = tileHeight + (lines > 0 ? lines * LINE + 6 : 0) + GAP;
  const widest = Math.max(0, ...tiles.flatMap(({ caption }) => caption.map((line) => line.length * 11 * LETTER)));
  const cellWidth = Math.max(size, Math.min(widest, size * 2.2)) + GAP;
  const top = MARGIN + 26 + (text.subtitle === undefined ? 0 : 20) + 10;
  const titleWidth = Math.max(text.title.length * 17 * LETTER * 1.08, (text.subtitle?.length ?? 0) * 13 * LETTER);
  const width = Math.ceil(Math.max(MARGIN * 2 + columns * cellWidth - GAP, MARGIN * 2 + titleWidth));
  const height = top + Math.ceil(tiles.length / columns) * cellHeight + MARGIN - GAP;
  const parts = tiles.map((tile, at) => {
    const left = MARGIN + (at % columns) * cellWidth + (cellWidth - GAP - size) / 2;
    const y = top + Math.floor(at / columns) * cellHeight;
    return drawTile(tile, left, y, size, tileHeight, ink);
  });
  const background =
    ink.background === null ? '' : `<rect width="${width}" height="${height}" fill="${ink.background}"/>`;
  const subtitle =
    text.subtitle === undefined
      ? ''
      : `<text x="${MARGIN}" y="${MARGIN + 36}" font-size="13">${escapeXml(text.subtitle)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" fill="${ink.text}">` +
    `${background}<text x="${MARGIN}" y="${MARGIN + 15}" font-size="17" font-weight="bold">${escapeXml(text.title)}</text>${subtitle}${parts.join('')}</svg>`
  );
}

function drawTile(
  { png, caption, frame }: DrawnTile,
  left: number,
  top: number,
  width: number,
  height: number,
  ink: Ink,
): string {
  const data = Buffer.from(png).toString('base64');
  const image = `<image x="${left}" y="${top}" width="${width}" height="${height}" image-rendering="optimizeSpeed" xlink:href="data:image/png;base64,${data}"/>`;
  const outline = `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="${frame ?? ink.grid}" stroke-width="${frame ? 3 : 1}"/>`;
  const middle = left + width / 2;
  const texts = caption.map(
    (line, at) =>
      `<text x="${middle}" y="${top + height + LINE * (at + 1)}" font-size="11" text-anchor="middle">${escapeXml(line)}</text>`,
  );
  return image + outline + texts.join('');
}

const badTile = (at: number, length: number, shape: readonly number[]): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `figure: tile ${at} holds ${length} numbers; the shape [${shape.join(', ')}] needs ${numbersIn(shape)}.`,
  );

export const imageGridDefinition: FigureDefinition<ImageGridFigure> = {
  name: 'image-grid',
  description: 'Images side by side, with captions and verdicts.',
  draw: imageGridSvg,
};

export const pixelMapDefinition: FigureDefinition<PixelMapFigure> = {
  name: 'pixel-map',
  description: 'Numbers drawn as pictures: importances over pixels, filters, mean images.',
  draw: pixelMapSvg,
};
