import type { NamedDefinition } from '@selvedge/data/names';
import { renderSpec } from '../rendering/render-spec.js';
import type { FigureText } from './figure-text.js';
import type { Ink } from './style.js';

/**
 * A specification of Vega-Lite 6, which is JSON, with what every one has. The types of `vega-lite` need those of browsers and
 * are left to those who have them: `figureSpec(figure) as TopLevelSpec`.
 */
export interface VegaLiteSpec {
  readonly title?: unknown;
  readonly data?: unknown;
  readonly config?: unknown;
}

interface AnyFigure extends FigureText {
  readonly kind: string;
}

/** A kind of figure: how its data are drawn. */
export interface FigureDefinition<Drawn extends AnyFigure = AnyFigure> extends NamedDefinition {
  readonly name: Drawn['kind'];
  /** As SVG text. */
  draw(figure: Drawn, ink: Ink): string | Promise<string>;
  /** The Vega-Lite specification; figures made of pixels have none. */
  spec?(figure: Drawn): VegaLiteSpec;
}

/** A figure that Vega-Lite draws. */
export const defineFigure = <Drawn extends AnyFigure>(
  name: Drawn['kind'],
  description: string,
  spec: (figure: Drawn) => object,
): FigureDefinition<Drawn> => ({
  name,
  description,
  spec: spec as (figure: Drawn) => VegaLiteSpec,
  draw: (figure, ink) => renderSpec(spec(figure), ink),
});
