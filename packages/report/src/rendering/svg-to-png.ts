import { createRequire } from 'node:module';
import type * as resvg from '@resvg/resvg-js';

const require = createRequire(import.meta.url);
const FONTS: readonly string[] = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
);

/**
 * Paints an SVG as PNG, with fonts of our own, so that the picture is the same on machines that have none.
 *
 * @param scale - pixels per SVG unit; default 2, for sharp text on dense screens and on paper
 */
export function svgToPng(svg: string, { scale = 2 }: { readonly scale?: number } = {}): Uint8Array {
  // A native library that asks for a report of the whole process as it loads: by those who paint.
  const { Resvg } = require('@resvg/resvg-js') as typeof resvg;
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: [...FONTS],
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return image.render().asPng();
}
