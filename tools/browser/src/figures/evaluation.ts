import { Knn } from '@selvedge/classical';
import { bootstrapMetric } from '@selvedge/evaluate';
import { crossValidate } from '@selvedge/resample';
import type { Figures } from './figure.js';
import { madeUpRows } from './made-up-rows.js';

/** Scores of folds that are fitted at the same time, and an interval by resampling. */
export const EVALUATION_FIGURES: Figures = {
  folds: async () => {
    const { metrics } = await crossValidate(new Knn({ k: 3 }), madeUpRows(1, 150), { seed: 1 });
    return metrics['accuracy'].values;
  },
  bootstrap: async () => {
    const { labels: truth, classes } = madeUpRows(1, 90);
    const predicted = truth.map((label, row) => (row % 7 === 0 ? (label + 1) % 3 : label));
    const { value, interval } = bootstrapMetric('accuracy', { truth, predicted, classes }, { seed: 2 });
    return [value, interval.low, interval.high];
  },
};
