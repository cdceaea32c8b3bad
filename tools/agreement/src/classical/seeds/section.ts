import type { Measure } from '../measure.js';
import { table } from '../table.js';
import { seedAgreement } from './seeds.js';

/** Models that draw random numbers, beside their twins. */
export async function seedsSection({ python, cases }: Measure): Promise<string> {
  const rows = await seedAgreement(python, Math.ceil(cases / 20));
  return [
    'Models that draw random numbers have no one answer: the mean over 20 seeds of their Brier score on other rows (of k-means the inertia) beside that of scikit-learn, on rows and parameters as those of the models. Of equal models one case in twenty differs by more than two standard errors. Ties of trees count for both.',
    table(
      ['model', 'cases', 'beyond two standard errors', 'ours less theirs'],
      rows.map(({ name, cases: all, apart, bias }) => [
        name,
        String(all),
        String(apart),
        `${(100 * bias).toFixed(2)} %`,
      ]),
    ),
  ].join('\n\n');
}
