import type { Measure } from '../measure.js';
import { table } from '../table.js';
import { modelAgreement } from './agreement.js';
import { FAMILIES } from './families.js';
import { transformAgreement } from './transforms.js';

/** Models beside their twins. */
export async function modelsSection({ python, cases }: Measure): Promise<string> {
  const rows: string[][] = [];
  for (const family of FAMILIES) {
    const { name, compared, equal, largest, different } = await modelAgreement(python, family, cases);
    const seeds = different.slice(0, 5).map(({ seed, what }) => `${seed} (${what})`);
    rows.push([
      name,
      String(compared),
      String(equal),
      (family.tolerance ?? 1e-6).toExponential(0),
      largest.toExponential(1),
      seeds.join(', '),
    ]);
  }
  return [
    `${cases} random cases of each: 4 to 68 rows of 1 to 6 columns and 2 to 8 classes, with random parameters, weights of rows and classes where the model has them, and columns that are normal, whole numbers, constant, nearly constant (a deviation of 1e-9 of the mean), at an offset of 1e8, times 1e6 or times 1e-6 (trees and boosting without the far, tiny and nearly constant ones, which scikit-learn's trees do not see apart in float32; quadratic discriminants refuse columns that hardly vary, in both). Compared are probabilities of other rows (of the training rows for boosting, labels for nearest-centroid). Left out are cases that have not one answer: a tree that depends on its seed or on rounding, equal distances at the k-th neighbour, directions and centroids that are one in float32, and fits of scikit-learn that are not at their minimum. A linear SVM is compared with the minimum in 60 digits that lies next to scikit-learn's fit; with the hinge loss, whose passes over the rows crawl in both where columns have other sizes or offsets (at 1,000 a fit of the default 1,000 passes is right on half of the rows in both, which \`convergence\` tells), it has columns that are normal, whole numbers or constant. Neighbours keep rows in float32, which shows in votes by inverse distance. Boosting is compared with one thing of scikit-learn's set as here: the first cut of a tree is measured against one leaf of the best value, as XGBoost and LightGBM do (there against a leaf of 0, so that a root is cut even where one leaf would lower the loss more). Where an offset changes nothing by definition, scikit-learn is given centred columns, because it rounds differences of far columns away.`,
    table(['model', 'compared', 'equal', 'within', 'largest difference of the equal', 'seeds of the others'], rows),
  ].join('\n\n');
}

/** Transforms beside their twins. */
export async function transformsSection({ python, cases }: Measure): Promise<string> {
  const transforms = await transformAgreement(python, cases);
  return [
    `${cases} random cases of each, with random parameters, the columns of the models and nearly constant ones (a deviation of 1e-9 of the mean), and missing values where they are imputed. Differences are shares of the largest number made (at least 1); numbers made are float32. Left out are bins of which an edge lies halfway between two rows and scikit-learn's percents round it to one of them.`,
    table(
      ['transform', 'compared', 'largest difference'],
      transforms.map(({ name, compared, largest }) => [name, String(compared), largest.toExponential(1)]),
    ),
  ].join('\n\n');
}
