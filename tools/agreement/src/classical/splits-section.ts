import { splitEvenness } from './splits.js';
import { table } from './table.js';

/** How evenly seeds leave rows out. */
export function splitsSection(): string {
  return [
    'How often 1,000 seeds leave each row out, of ten classes of 5 rows and one of 13: chi-squared, whose expectation is the degrees of freedom. A stratified draw varies less than a free one.',
    table(
      ['split', 'seeds', 'chi-squared', 'degrees of freedom'],
      [true, false].map((stratify) => {
        const { kind, seeds, chiSquared, degreesOfFreedom } = splitEvenness(stratify, 1000);
        return [kind, String(seeds), chiSquared.toFixed(1), String(degreesOfFreedom)];
      }),
    ),
  ].join('\n\n');
}
