import type { CalibrationFigure } from './calibration.js';
import type { ClassErrorsFigure } from './class-errors.js';
import type { ConfusionFigure } from './confusion.js';
import type { CriticalDifferenceFigure } from './critical-difference.js';
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

/** A figure as data: plain JSON but for the pixels, distinguished by `kind`. `figureSvg` draws it. */
export type Figure =
  | CalibrationFigure
  | ClassErrorsFigure
  | ConfusionFigure
  | CriticalDifferenceFigure
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
