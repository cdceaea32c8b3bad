import type { Classifier, FittedClassifier } from '../classifier.js';
import type { LabelledRows } from '../dataset.js';
import { type Check, expectRefusal } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { missingChecks } from './classifier-missing.js';
import { classifierSetup } from './classifier-setup.js';
import { converted, convertedMatrix } from './sample-rows.js';

/** That bad input is refused, with the right code. */
export function refusalChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { train, test, columns } = classifierSetup(options);
  const aborted = AbortSignal.abort();
  const broken = (value: number): LabelledRows => {
    const rows = converted(train, Float32Array);
    rows.features.values[columns + 1] = value;
    return rows;
  };
  const refusesFit = (name: string, code: Parameters<typeof expectRefusal>[1], rows: () => LabelledRows): Check => ({
    name,
    run: () => expectRefusal(() => make().fit(rows(), { seed: 7 }), code, 'fit'),
  });
  const refusesToPredict = async (model: FittedClassifier, value: number): Promise<void> => {
    const features = convertedMatrix(test.features, Float32Array);
    features.values[0] = value;
    await expectRefusal(() => model.predict(features), 'invalid-argument', 'predict');
    await expectRefusal(() => model.predictProba(features), 'invalid-argument', 'predictProba');
  };
  const afterFit = (name: string, look: (model: Awaited<ReturnType<Classifier['fit']>>) => Promise<void>): Check => ({
    name,
    async run() {
      const model = await make().fit(train, { seed: 7 });
      await look(model);
      await model.dispose?.();
    },
  });
  return [
    ...(options.takesMissing
      ? missingChecks(make, options)
      : [
          refusesFit('it refuses to fit NaN', 'invalid-argument', () => broken(Number.NaN)),
          afterFit('it refuses to predict NaN', (model) => refusesToPredict(model, Number.NaN)),
        ]),
    refusesFit('it refuses to fit infinite numbers', 'invalid-argument', () => broken(Number.NEGATIVE_INFINITY)),
    refusesFit('it refuses to fit no rows', 'invalid-argument', () => ({
      features: { ...train.features, values: train.features.values.slice(0, 0), rows: 0 },
      labels: new Uint16Array(0),
      classes: train.classes,
    })),
    refusesFit('it refuses to fit one class only', 'invalid-argument', () => ({
      ...train,
      labels: new Uint16Array(train.labels.length),
    })),
    refusesFit('it refuses to fit fewer labels than rows', 'shape-mismatch', () => ({
      ...train,
      labels: train.labels.slice(1),
    })),
    refusesFit('it refuses to fit a label outside the classes', 'invalid-argument', () => ({
      ...train,
      labels: train.labels.map((label, row) => (row === 5 ? 9 : label)),
    })),
    refusesFit('it refuses to fit an array that does not hold its rows', 'shape-mismatch', () => ({
      ...train,
      features: { ...train.features, values: train.features.values.slice(1) },
    })),
    {
      name: 'it stops a fit whose signal has fired',
      run: () => expectRefusal(() => make().fit(train, { seed: 7, signal: aborted }), 'aborted', 'fit'),
    },
    afterFit('it stops a prediction whose signal has fired', async (model) => {
      await expectRefusal(() => model.predict(test.features, { signal: aborted }), 'aborted', 'predict');
      await expectRefusal(() => model.predictProba(test.features, { signal: aborted }), 'aborted', 'predictProba');
    }),
    afterFit('it refuses to predict rows with other columns', async (model) => {
      const { rows, values } = test.features;
      const fewer = { values: values.slice(0, rows * (columns - 1)), rows, columns: columns - 1 };
      await expectRefusal(() => model.predict(fewer), 'shape-mismatch', 'predict');
      await expectRefusal(() => model.predictProba(fewer), 'shape-mismatch', 'predictProba');
    }),
    afterFit('it works after a refusal', async (model) => {
      await refusesToPredict(model, Number.POSITIVE_INFINITY);
      await model.predict(test.features);
    }),
  ];
}
