export type { Block, ReportDocument, Section } from './document/document.js';
export { htmlReport } from './document/html-report.js';
export { markdownReport } from './document/markdown-report.js';
export type { Figure } from './figures/figure.js';
export { figures } from './figures/figures.js';
export { PAGE } from './figures/style.js';
export {
  calibrationFigure,
  classErrorsFigure,
  confusionFigure,
  criticalDifferenceFigure,
  modelBarsFigure,
  reportedFigure,
  rocFigure,
  scoreTableFigure,
} from './from-results/figures-of-results.js';
export { figureSpec, figureSvg } from './rendering/figure-svg.js';
export { svgToPng } from './rendering/svg-to-png.js';
