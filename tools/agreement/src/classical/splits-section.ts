import { DRAWS, splitEvenness } from './splits.js';
import { table } from './table.js';

/** How evenly seeds leave rows out. */
export function splitsSection(): string {
  return [
    "How often 1,000 seeds leave each row out, of ten classes of 5 rows and one of 13, or each group of 21 of 3 rows: chi-squared of binomial counts, whose expectation is the degrees of freedom. A stratified draw varies less than a free one. Of folds the first is counted; of a learning curve the rows of its smallest fit. Stratified folds take the same number of each class for every seed, as scikit-learn's, and so does `per-class`: counted is which rows of a class.",
    table(
      ['what draws', 'seeds', 'chi-squared', 'degrees of freedom'],
      Object.keys(DRAWS).map((name) => {
        const { kind, seeds, chiSquared, degreesOfFreedom } = splitEvenness(name, 1000);
        return [kind, String(seeds), chiSquared.toFixed(1), String(degreesOfFreedom)];
      }),
    ),
  ].join('\n\n');
}
