import { SelvedgeError } from '@selvedge/data';
import type { VegaLiteSpec } from '../figures/definition.js';
import type { Figure } from '../figures/figure.js';
import { figures } from '../figures/figures.js';
import type { ImageGridFigure } from '../figures/image-grid.js';
import type { PixelMapFigure } from '../figures/pixel-map.js';
import { type Ink, PAPER } from '../figures/style.js';

/**
 * Draws a figure as SVG text that stands alone (images are inside it; no scripts, no links).
 *
 * @param options.ink - colours; default black on white. `PAGE` takes the colours of the page it is put in
 * @throws SelvedgeError `shape-mismatch` or `invalid-argument` for data that cannot be drawn, or an unknown kind
 */
export async function figureSvg(figure: Figure, { ink = PAPER }: { readonly ink?: Ink } = {}): Promise<string> {
  return figures.definitionOf(figure.kind).draw(figure, ink);
}

/**
 * The Vega-Lite specification behind a figure, to change or to put on a page of one's own.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind, `unsupported` for a figure made of pixels
 */
export function figureSpec(figure: Exclude<Figure, ImageGridFigure | PixelMapFigure>): VegaLiteSpec {
  const { name, spec } = figures.definitionOf(figure.kind);
  if (spec) return spec(figure);
  throw new SelvedgeError('unsupported', `figureSpec: ${name} is made of pixels; draw it with figureSvg.`);
}
