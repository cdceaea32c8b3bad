import { unreachable } from '@selvedge/data';
import type { TopLevelSpec } from 'vega-lite';
import { calibrationSpec } from '../figures/calibration.js';
import { classErrorsSpec } from '../figures/class-errors.js';
import { confusionSpec } from '../figures/confusion.js';
import type { Figure } from '../figures/figure.js';
import { foldScoresSpec } from '../figures/fold-scores.js';
import { frontierSpec } from '../figures/frontier.js';
import { heatMapSpec } from '../figures/heat-map.js';
import type { ImageGridFigure } from '../figures/image-grid.js';
import { labelDistributionSpec } from '../figures/label-distribution.js';
import { learningCurvesSpec } from '../figures/learning-curves.js';
import { modelBarsSpec } from '../figures/model-bars.js';
import type { PixelMapFigure } from '../figures/pixel-map.js';
import { reportedSpec } from '../figures/reported.js';
import { robustnessSpec } from '../figures/robustness.js';
import { rocSpec } from '../figures/roc.js';
import { scoreTableSpec } from '../figures/score-table.js';
import { type Ink, PAPER } from '../figures/style.js';
import { validationCurveSpec } from '../figures/validation-curve.js';
import { renderSpec } from './render-spec.js';
import { imageGridSvg, pixelMapSvg } from './tile-grid.js';

/**
 * Draws a figure as SVG text that stands alone (images are inside it; no scripts, no links).
 *
 * @param options.ink - colours; default black on white. `PAGE` takes the colours of the page it is put in
 * @throws SelvedgeError `shape-mismatch` or `invalid-argument` for data that cannot be drawn
 */
export async function figureSvg(figure: Figure, { ink = PAPER }: { readonly ink?: Ink } = {}): Promise<string> {
  if (figure.kind === 'image-grid') return imageGridSvg(figure, ink);
  if (figure.kind === 'pixel-map') return pixelMapSvg(figure, ink);
  return renderSpec(figureSpec(figure), ink);
}

/** The Vega-Lite specification behind a figure, to change or to put on a page of one's own. */
export function figureSpec(figure: Exclude<Figure, ImageGridFigure | PixelMapFigure>): TopLevelSpec {
  switch (figure.kind) {
    case 'calibration':
      return calibrationSpec(figure);
    case 'class-errors':
      return classErrorsSpec(figure);
    case 'confusion':
      return confusionSpec(figure);
    case 'fold-scores':
      return foldScoresSpec(figure);
    case 'frontier':
      return frontierSpec(figure);
    case 'heat-map':
      return heatMapSpec(figure);
    case 'label-distribution':
      return labelDistributionSpec(figure);
    case 'learning-curves':
      return learningCurvesSpec(figure);
    case 'model-bars':
      return modelBarsSpec(figure);
    case 'reported':
      return reportedSpec(figure);
    case 'robustness':
      return robustnessSpec(figure);
    case 'roc':
      return rocSpec(figure);
    case 'score-table':
      return scoreTableSpec(figure);
    case 'validation-curve':
      return validationCurveSpec(figure);
    default:
      return unreachable(figure);
  }
}
