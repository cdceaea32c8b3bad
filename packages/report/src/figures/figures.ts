import { type NameCatalogue, nameCatalogue } from '@selvedge/data/names';
import { imageGridDefinition, pixelMapDefinition } from '../rendering/tile-grid.js';
import { calibrationDefinition } from './calibration.js';
import { classErrorsDefinition } from './class-errors.js';
import { confusionDefinition } from './confusion.js';
import { criticalDifferenceDefinition } from './critical-difference.js';
import type { FigureDefinition } from './definition.js';
import type { Figure } from './figure.js';
import { foldScoresDefinition } from './fold-scores.js';
import { frontierDefinition } from './frontier.js';
import { heatMapDefinition } from './heat-map.js';
import { labelDistributionDefinition } from './label-distribution.js';
import { learningCurvesDefinition } from './learning-curves.js';
import { modelBarsDefinition } from './model-bars.js';
import { reportedDefinition } from './reported.js';
import { robustnessDefinition } from './robustness.js';
import { rocDefinition } from './roc.js';
import { scoreTableDefinition } from './score-table.js';
import { validationCurveDefinition } from './validation-curve.js';

/** One of every kind: a kind without a definition does not compile. */
const definitions: { readonly [Kind in Figure['kind']]: FigureDefinition<Extract<Figure, { kind: Kind }>> } = {
  'image-grid': imageGridDefinition,
  'pixel-map': pixelMapDefinition,
  'label-distribution': labelDistributionDefinition,
  'learning-curves': learningCurvesDefinition,
  confusion: confusionDefinition,
  'class-errors': classErrorsDefinition,
  'model-bars': modelBarsDefinition,
  'score-table': scoreTableDefinition,
  roc: rocDefinition,
  calibration: calibrationDefinition,
  'validation-curve': validationCurveDefinition,
  'heat-map': heatMapDefinition,
  robustness: robustnessDefinition,
  'fold-scores': foldScoresDefinition,
  reported: reportedDefinition,
  frontier: frontierDefinition,
  'critical-difference': criticalDifferenceDefinition,
};

/** Every kind of figure. */
export const figures: NameCatalogue<FigureDefinition> = nameCatalogue<FigureDefinition>(
  { family: 'figure', typeName: 'FigureKind', description: 'A kind of figure.' },
  Object.values<FigureDefinition>(definitions),
);
