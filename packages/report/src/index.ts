export type {
  Block,
  CodeBlock,
  FigureBlock,
  MisclassifiedBlock,
  MisclassifiedRow,
  ReportDocument,
  Section,
  TableBlock,
  TableColumn,
  TextBlock,
} from './document/document.js';
export { htmlReport } from './document/html-report.js';
export { markdownReport } from './document/markdown-report.js';
export type { CalibrationFigure } from './figures/calibration.js';
export type { ClassErrorsFigure } from './figures/class-errors.js';
export type { ConfusionFigure } from './figures/confusion.js';
export type { Figure } from './figures/figure.js';
export type { FigureText, ShareWithInterval } from './figures/figure-text.js';
export { figures } from './figures/figures.js';
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
export { type Ink, PAGE, PALETTE, PAPER } from './figures/style.js';
export type { ValidationCurveFigure } from './figures/validation-curve.js';
export {
  calibrationFigure,
  classErrorsFigure,
  confusionFigure,
  modelBarsFigure,
  reportedFigure,
  rocFigure,
  scoreTableFigure,
} from './from-results/figures-of-results.js';
export { figureSpec, figureSvg } from './rendering/figure-svg.js';
export { svgToPng } from './rendering/svg-to-png.js';
export type { FigureKind } from './specs.generated.js';
