import type { Classifier, FittedClassifier } from '../classifier.js';
import type { LabelledRows } from '../dataset.js';
import { SelvedgeError } from '../errors.js';
import type { Matrix } from '../matrix.js';
import { type Check, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup } from './classifier-setup.js';
import { converted, convertedMatrix } from './sample-rows.js';

/** Finite numbers whose products are not, in float32 or in float64. */
const HUGE = [1e30, -1e30, 1e150, 1e200, -1e300, Number.MAX_VALUE];

/** That finite numbers of any size give probabilities, or are refused. */
export function magnitudeChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { train, test, columns } = classifierSetup(options);
  const withHuge = (value: number): LabelledRows => {
    const rows = converted(train, Float64Array);
    rows.features.values[columns + 1] = value;
    return rows;
  };
  return [
    {
      name: 'it learns from huge numbers, or refuses them',
      async run() {
        for (const value of HUGE) {
          const model = await unlessRefused(() => make().fit(withHuge(value), { seed: 7 }));
          if (!model) continue;
          await expectProbabilities(model, test.features, `after a fit with ${value}`);
          await model.dispose?.();
        }
      },
    },
    {
      name: 'it predicts huge numbers, or refuses them',
      async run() {
        const model = await make().fit(train, { seed: 7 });
        for (const value of HUGE) {
          const features = convertedMatrix(test.features, Float64Array);
          features.values[columns + 1] = value;
          await expectProbabilities(model, features, `for rows with ${value}`);
        }
        await model.dispose?.();
      },
    },
  ];
}

export async function expectProbabilities(model: FittedClassifier, features: Matrix, when: string): Promise<void> {
  const found = await unlessRefused(() => model.predictProba(features));
  if (!found) return;
  const { values, rows, columns } = found;
  for (let row = 0; row < rows; row++) {
    const ofRow = values.subarray(row * columns, (row + 1) * columns);
    const valid = ofRow.every((share) => share >= 0 && share <= 1 + 1e-6); // false for NaN
    expectThat(valid, `${when}: the probabilities of row ${row} are ${ofRow.join(', ')}`);
  }
  const labels = await model.predict(features);
  expectThat(labels.length === rows, `${when}: ${labels.length} labels for ${rows} rows`);
}

async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SelvedgeError) return undefined; // also a training that diverged
    throw error;
  }
}
