// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type {
  CodeBlock,
  FigureBlock,
  MisclassifiedBlock,
  MisclassifiedRow,
  TableBlock,
  TableColumn,
  TextBlock,
} from './document/document.js';
export type { HtmlReportOptions } from './document/html-report.js';
export type { CalibrationFigure } from './figures/calibration.js';
export type { ClassErrorsFigure } from './figures/class-errors.js';
export type { ConfusionFigure } from './figures/confusion.js';
export type { CriticalDifferenceFigure } from './figures/critical-difference.js';
export type { VegaLiteSpec } from './figures/definition.js';
export type { FigureText, ShareWithInterval } from './figures/figure-text.js';
export type { FoldScoresFigure } from './figures/fold-scores.js';
export type { FrontierFigure } from './figures/frontier.js';
export type { HeatMapFigure } from './figures/heat-map.js';
export type { ImageGridFigure, Tile } from './figures/image-grid.js';
export type { LabelDistributionFigure } from './figures/label-distribution.js';
export type { LearningCurve, LearningCurvesFigure } from './figures/learning-curves.js';
export type { ModelBarsFigure } from './figures/model-bars.js';
export type { PixelMap, PixelMapFigure } from './figures/pixel-map.js';
export type { ReportedAgainstOursFigure } from './figures/reported.js';
export type { RobustnessFigure } from './figures/robustness.js';
export type { RocFigure } from './figures/roc.js';
export type { ScoreTableFigure } from './figures/score-table.js';
export type { Ink } from './figures/style.js';
export type { ValidationCurveFigure } from './figures/validation-curve.js';
export type { FigureKind } from './specs.generated.js';
