import type { NamedDefinition } from '@selvedge/data';
import type { TopLevelSpec } from 'vega-lite';
import { renderSpec } from '../rendering/render-spec.js';
import type { FigureText } from './figure-text.js';
import type { Ink } from './style.js';

interface AnyFigure extends FigureText {
  readonly kind: string;
}

/** A kind of figure: how its data are drawn. */
export interface FigureDefinition<Drawn extends AnyFigure = AnyFigure> extends NamedDefinition {
  readonly name: Drawn['kind'];
  /** As SVG text. */
  draw(figure: Drawn, ink: Ink): string | Promise<string>;
  /** The Vega-Lite specification; figures made of pixels have none. */
  spec?(figure: Drawn): TopLevelSpec;
}

/** A figure that Vega-Lite draws. */
export const defineFigure = <Drawn extends AnyFigure>(
  name: Drawn['kind'],
  description: string,
  spec: (figure: Drawn) => TopLevelSpec,
): FigureDefinition<Drawn> => ({ name, description, spec, draw: (figure, ink) => renderSpec(spec(figure), ink) });
