import type { CalibrationFigure } from './calibration.js';
import type { ClassErrorsFigure } from './class-errors.js';
import type { ConfusionFigure } from './confusion.js';
import type { FoldScoresFigure } from './fold-scores.js';
import type { FrontierFigure } from './frontier.js';
import type { HeatMapFigure } from './heat-map.js';
import type { ImageGridFigure } from './image-grid.js';
import type { LabelDistributionFigure } from './label-distribution.js';
import type { LearningCurvesFigure } from './learning-curves.js';
import type { ModelBarsFigure } from './model-bars.js';
import type { PixelMapFigure } from './pixel-map.js';
import type { ReportedAgainstOursFigure } from './reported.js';
import type { RobustnessFigure } from './robustness.js';
import type { RocFigure } from './roc.js';
import type { ScoreTableFigure } from './score-table.js';
import type { ValidationCurveFigure } from './validation-curve.js';

/** A figure as data: plain JSON but for the pixels, told apart by `kind`. `figureSvg` draws it. */
export type Figure =
  | CalibrationFigure
  | ClassErrorsFigure
  | ConfusionFigure
  | FoldScoresFigure
  | FrontierFigure
  | HeatMapFigure
  | ImageGridFigure
  | LabelDistributionFigure
  | LearningCurvesFigure
  | ModelBarsFigure
  | PixelMapFigure
  | ReportedAgainstOursFigure
  | RobustnessFigure
  | RocFigure
  | ScoreTableFigure
  | ValidationCurveFigure;

/** Every kind of figure. */
export type FigureKind = Figure['kind'];

/** What every figure has. */
export interface FigureText {
  /** Says what is seen, best as a finding: `Shirts are the hard class`. */
  readonly title: string;
  /** Says how it was measured: rows, split, interval. */
  readonly subtitle?: string;
}

/** A share with the interval that it was measured to, all in [0, 1]. */
export interface ShareWithInterval {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}
