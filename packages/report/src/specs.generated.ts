// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
/**
 * A kind of figure.
 *
 * - `image-grid`: Images side by side, with captions and verdicts.
 * - `pixel-map`: Numbers drawn as pictures: importances over pixels, filters, mean images.
 * - `label-distribution`: How many rows each class has.
 * - `learning-curves`: Figures of a training, epoch by epoch.
 * - `confusion`: True classes against predicted ones.
 * - `class-errors`: What each class was taken for, or what was taken for it.
 * - `model-bars`: Models of a comparison with their intervals, best first.
 * - `score-table`: Shares of each class or model in coloured cells.
 * - `roc`: True against false positive rate, a curve per class.
 * - `calibration`: Accuracy against confidence, a curve per model.
 * - `validation-curve`: Scores of training and validation rows against one setting.
 * - `heat-map`: A number for each pair of two settings.
 * - `robustness`: Accuracy on corrupted images by severity.
 * - `fold-scores`: The score of every fold, a row per model.
 * - `reported`: Published figures beside our own.
 * - `frontier`: Accuracy of models against what they cost.
 * - `critical-difference`: Mean ranks of models over data sets, with bars that join those a test does not tell apart.
 */
export type FigureKind =
  | 'image-grid'
  | 'pixel-map'
  | 'label-distribution'
  | 'learning-curves'
  | 'confusion'
  | 'class-errors'
  | 'model-bars'
  | 'score-table'
  | 'roc'
  | 'calibration'
  | 'validation-curve'
  | 'heat-map'
  | 'robustness'
  | 'fold-scores'
  | 'reported'
  | 'frontier'
  | 'critical-difference';
