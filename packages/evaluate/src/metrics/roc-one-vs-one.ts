import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import { refuseSampleWeight, shown } from '@selvedge/data/checks';
import { checkScores } from './check-probabilities.js';
import { defineProbabilityMetric, type MetricDefinition } from './metric.js';
import { checkMetricOptions } from './metric-options.js';
import { areaUnderRoc } from './roc.js';
import { scoreSteps } from './score-steps.js';

/** How pairs of classes are averaged. */
export interface OneVsOneOptions {
  /** Every pair the same, or by its share of the rows; default `macro`. */
  readonly average?: 'macro' | 'weighted';
}

/**
 * Area under the ROC curve of one class against one: the mean over pairs of classes of both directions, on the rows of
 * the two alone. It does not depend on how frequent the other classes are. As scikit-learn's
 * `roc_auc_score(multi_class='ovo')`, where all classes have rows.
 *
 * @param scores - rows x classes
 * @returns null where fewer than two classes have rows; classes without rows are left out
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: no rows, scores that are not finite, another average
 * @see Hand & Till, A simple generalisation of the area under the ROC curve for multiple class classification problems,
 * Machine Learning 45 (2001)
 */
export function rocAucOneVsOne(truth: Labels, scores: Matrix, options: OneVsOneOptions = {}): number | null {
  checkScores('rocAucOneVsOne', truth, scores);
  checkMetricOptions('rocAucOneVsOne', options, ['average']);
  const { average = 'macro' } = options;
  if (average !== 'macro' && average !== 'weighted') throw badAverage(average);
  const present = [...new Set(truth)].sort((a, b) => a - b);
  const rowsOf = present.map((label) => Uint32Array.from(truth.keys()).filter((row) => truth[row] === label));
  let [sum, weights] = [0, 0];
  for (const [at, first] of present.entries()) {
    for (const [after, second] of present.slice(at + 1).entries()) {
      const rows = [...rowsOf[at], ...rowsOf[at + 1 + after]];
      const own = Uint16Array.from(rows, (row) => truth[row]);
      const area = (label: number): number => {
        const values = Float64Array.from(rows, (row) => scores.values[row * scores.columns + label]);
        const isOwn = own.map((other) => (other === label ? 0 : 1));
        return areaUnderRoc(scoreSteps(isOwn, { values, rows: rows.length, columns: 1 }, 0)) ?? 0;
      };
      const weight = average === 'macro' ? 1 : rows.length;
      sum += (weight * (area(first) + area(second))) / 2;
      weights += weight;
    }
  }
  return weights === 0 ? null : sum / weights;
}

const badAverage = (average: unknown): SelvedgeError =>
  new SelvedgeError('invalid-argument', `rocAucOneVsOne: average: got ${shown(average)}; need 'macro' or 'weighted'.`);

export const rocAucOneVsOneMetric: MetricDefinition = defineProbabilityMetric({
  name: 'roc-auc-ovo',
  description: 'Area under the ROC curve, each class against each other: their mean.',
  better: 'higher',
  of: (probabilities, { truth, sampleWeight }) => {
    refuseSampleWeight('roc-auc-ovo', sampleWeight, 'take roc-auc');
    return rocAucOneVsOne(truth, probabilities);
  },
});
