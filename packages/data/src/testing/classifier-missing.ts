import type { Classifier } from '../classifier.js';
import { decodeSafetensors, encodeSafetensors } from '../safetensors.js';
import { type Check, expectClose } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { expectProbabilities } from './classifier-magnitudes.js';
import { classifierSetup } from './classifier-setup.js';
import { converted, convertedMatrix } from './sample-rows.js';

/** That NaN is a missing value: in training, in prediction of columns that had none, and after loading. */
export function missingChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { train, test, columns } = classifierSetup(options);
  const { load } = options;
  const rows = converted(train, Float32Array);
  for (let at = 0; at < rows.features.values.length; at += 7) rows.features.values[at] = Number.NaN;
  const features = convertedMatrix(test.features, Float32Array);
  for (let at = 0; at < features.values.length; at += columns + 1) features.values[at] = Number.NaN;
  const fitted = (name: string, on: typeof train): Check => ({
    name,
    async run() {
      const model = await make().fit(on, { seed: 7 });
      await expectProbabilities(model, features, 'of rows with missing values');
      if (load) {
        const loaded = await load(decodeSafetensors(encodeSafetensors(model.save())));
        const { values } = await model.predictProba(features);
        expectClose((await loaded.predictProba(features)).values, values, 0, 'probabilities after loading');
        await loaded.dispose?.();
      }
      await model.dispose?.();
    },
  });
  return [
    fitted('it learns from missing values, and predicts rows with some', rows),
    fitted('it predicts rows with missing values where training rows had none', train),
  ];
}
