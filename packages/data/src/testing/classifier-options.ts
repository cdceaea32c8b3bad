import type { Classifier, FitOptions, PredictOptions } from '../classifier.js';
import { SelvedgeError } from '../errors.js';
import { type Check, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup } from './classifier-setup.js';

/** That words of other libraries in the options of a call are answered with the right ones. */
export function optionChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  if (options.refusesUnknownOptions !== true) return [];
  const { train, test } = classifierSetup(options);
  return [
    {
      name: 'it answers unknown options of fit with the right word',
      async run() {
        const guessed = { random_state: 7 } as unknown as FitOptions;
        await expectAnswer(() => make().fit(train, guessed), /random_state.*seed/s, 'fit(rows, { random_state })');
        const apart = train.labels as unknown as FitOptions;
        await expectAnswer(() => make().fit(train, apart), /labels apart/, 'fit(features, labels)');
      },
    },
    {
      name: 'it answers unknown options of a prediction with the right word',
      async run() {
        const model = await make().fit(train, { seed: 7 });
        const guessed = { n_jobs: 2 } as unknown as PredictOptions;
        const answer = /n_jobs.*threads/s;
        await expectAnswer(() => model.predict(test.features, guessed), answer, 'predict(features, { n_jobs })');
        await expectAnswer(
          () => model.predictProba(test.features, guessed),
          answer,
          'predictProba(features, { n_jobs })',
        );
        await expectAnswer(() => model.score(test, guessed), answer, 'score(rows, { n_jobs })');
        await model.dispose?.();
      },
    },
  ];
}

async function expectAnswer(work: () => Promise<unknown>, answer: RegExp, what: string): Promise<void> {
  const outcome = await work().catch((error: unknown) => error);
  const isRefusal = outcome instanceof SelvedgeError && outcome.code === 'invalid-argument';
  expectThat(isRefusal && answer.test(outcome.message), `${what}: need a refusal like ${answer}; got: ${outcome}`);
}
