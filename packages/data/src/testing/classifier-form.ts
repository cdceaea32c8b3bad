import type { Classifier, FittedClassifier } from '../classifier.js';
import { type Matrix, type Numbers, withForm } from '../matrix.js';
import { decodeSafetensors, encodeSafetensors } from '../safetensors.js';
import { type Check, expectClose, expectRefusal, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup } from './classifier-setup.js';

/** That a model goes by the names of columns and the shape of rows, where the rows have them. */
export function formChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  if (!options.matchesColumns) return [];
  const { train, test, columns } = classifierSetup(options);
  const names = Array.from({ length: columns }, (_, at) => `column ${at}`);
  const named = { ...train, features: withForm(train.features, { names }) };
  const { load } = options;

  /** The check for the fitted model, and for the same one saved and loaded. */
  const checkBoth = (name: string, rows: typeof train, look: (model: FittedClassifier) => Promise<void>): Check => ({
    name,
    async run() {
      const model = await make().fit(rows, { seed: 7 });
      await look(model);
      const loaded = await load?.(decodeSafetensors(encodeSafetensors(model.save())));
      if (loaded) await look(loaded);
      await loaded?.dispose?.();
      await model.dispose?.();
    },
  });
  return [
    checkBoth('named columns in another order are put in that of the fit', named, async (model) => {
      const { values } = await model.predictProba(test.features);
      const turned = reversed(withForm(test.features, { names }));
      expectClose((await model.predictProba(turned)).values, values, 0, 'probabilities');
      const { values: own, rows: count, columns: width, names: order = [] } = turned;
      const beside = { ...test, features: { values: own, rows: count, columns: width }, columns: order };
      const [score, wanted] = [await model.score(beside), await model.score(test)];
      expectThat(score === wanted, `score is ${score} and not ${wanted} with the names beside the features`);
    }),
    checkBoth('rows without names are taken in their order', named, async (model) => {
      const { values } = await model.predictProba(withForm(test.features, { names }));
      expectClose((await model.predictProba(test.features)).values, values, 0, 'probabilities');
    }),
    checkBoth('columns of another name are refused', named, async (model) => {
      const other = withForm(test.features, { names: ['another', ...names.slice(1)] });
      await expectRefusal(() => model.predict(other), 'shape-mismatch', 'predict with another column');
    }),
    ...(columns % 2 === 0
      ? [
          checkBoth(
            'rows of another shape are refused',
            { ...train, features: withForm(train.features, { shape: [2, columns / 2, 1] }) },
            async (model) => {
              const other = withForm(test.features, { shape: [columns / 2, 2, 1] });
              await expectRefusal(() => model.predict(other), 'shape-mismatch', 'predict with another shape');
              await model.predict(withForm(test.features, { shape: [columns] }));
            },
          ),
        ]
      : []),
  ];
}

/** The same rows with their columns, and the names, from the last to the first. */
function reversed({ values, rows, columns, names = [] }: Matrix): Matrix {
  const turned = new (values.constructor as new (length: number) => Numbers)(values.length);
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    turned[at - column + (columns - 1 - column)] = values[at];
  }
  return { values: turned, rows, columns, names: names.toReversed() };
}
