import type { Classifier } from '../classifier.js';
import type { LabelledRows } from '../dataset.js';
import { matrix } from '../matrix.js';
import { type Check, expectClose, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup } from './classifier-setup.js';
import { converted } from './sample-rows.js';

/** That a classifier learns, from every type of features and from awkward data. */
export function learningChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { minAccuracy = 0.9, hasFixedColumns = false, scaled = false } = options;
  const { train, test, columns, rows } = classifierSetup(options);

  const learns = async (from: LabelledRows, on: LabelledRows): Promise<void> => {
    const model = await make().fit(from, { seed: 7 });
    const accuracy = await model.score(on);
    const { values } = await model.predictProba(on.features);
    await model.dispose?.();
    expectThat(
      values.every((share) => Number.isFinite(share)),
      'a probability is not finite',
    );
    expectThat(accuracy >= minAccuracy, `accuracy is ${accuracy}; need ${minAccuracy}`);
  };
  const stays = async (from: LabelledRows, on: LabelledRows): Promise<void> => {
    const model = await make().fit(from, { seed: 7 });
    const { values } = await model.predictProba(on.features);
    await model.dispose?.();
    expectThat(
      values.every((share) => Number.isFinite(share)),
      'a probability is not finite',
    );
  };
  const range = scaled ? 1 : 255;
  const float = (data: LabelledRows): LabelledRows => converted(data, Float32Array);
  const checks: Check[] = [
    { name: 'it learns three well separated classes', run: () => learns(train, test) },
    { name: 'it learns from float32 features', run: () => learns(float(train), float(test)) },
    {
      name: 'it learns from float64 features',
      run: () => learns(converted(train, Float64Array), converted(test, Float64Array)),
    },
    {
      name: 'it learns from features between 0 and 1',
      run: () => learns(converted(train, Float32Array, 1 / range), converted(test, Float32Array, 1 / range)),
    },
    {
      name: 'views into larger arrays count as the rows they show',
      async run() {
        const { features, labels, classes } = train;
        const larger = new (features.values.constructor as Uint8ArrayConstructor)(features.values.length + 3 * columns);
        larger.set(features.values, 3 * columns);
        const view = { features: matrix(larger.subarray(3 * columns), features.rows, columns), labels, classes };
        const [a, b] = [await make().fit(train, { seed: 7 }), await make().fit(view, { seed: 7 })];
        const { values } = await a.predictProba(test.features);
        expectClose((await b.predictProba(test.features)).values, values, 1e-6, 'probabilities');
      },
    },
    {
      name: 'a constant column does no harm',
      async run() {
        const constant = (data: LabelledRows): LabelledRows => {
          const values = data.features.values.slice();
          for (let at = 0; at < values.length; at += columns) values[at] = range === 1 ? 0.5 : 100;
          return { ...data, features: matrix(values, data.features.rows, columns) };
        };
        await learns(constant(train), constant(test));
      },
    },
    {
      name: 'rows that are all equal do no harm',
      run: () => stays({ ...train, features: constantRows(train, range / 2) }, test),
    },
    {
      name: 'a class without training rows gets a probability and no label',
      async run() {
        const classes = [...train.classes, 'never seen'];
        const model = await make().fit({ ...train, classes }, { seed: 7 });
        const shares = await model.predictProba(test.features);
        const labels = await model.predict(test.features);
        await model.dispose?.();
        expectThat(shares.columns === 4, `${shares.columns} columns of probabilities for 4 classes`);
        expectThat(
          shares.values.every((share) => Number.isFinite(share)),
          'a probability is not finite',
        );
        expectThat(!labels.includes(3), 'the class without rows was predicted');
      },
    },
    {
      name: 'two classes are enough',
      async run() {
        const two = (data: LabelledRows): LabelledRows => ({
          ...data,
          labels: data.labels.map((label) => Math.min(label, 1)),
          classes: ['circle', 'other'],
        });
        const model = await make().fit(two(train), { seed: 7 });
        const accuracy = await model.score(two(test));
        await model.dispose?.();
        expectThat(accuracy >= Math.min(minAccuracy, 0.9), `accuracy is ${accuracy}`);
      },
    },
    { name: 'equal rows with different labels do no harm', run: () => stays(twice(train), test) },
  ];
  if (hasFixedColumns) return checks;
  return [
    ...checks,
    { name: 'one column is enough to fit', run: () => stays(rows(60, 1), rows(30, 1, 2)) },
    { name: 'more columns than rows do no harm', run: () => stays(rows(12, 40), rows(6, 40, 2)) },
  ];
}

function constantRows({ features }: LabelledRows, value: number): LabelledRows['features'] {
  return { ...features, values: features.values.slice().fill(value) };
}

/** Every row twice, the second time with another label. */
function twice({ features, labels, classes }: LabelledRows): LabelledRows {
  const values = new (features.values.constructor as Uint8ArrayConstructor)(2 * features.values.length);
  values.set(features.values);
  values.set(features.values, features.values.length);
  const other = labels.map((label) => (label + 1) % classes.length);
  return {
    features: matrix(values, 2 * features.rows, features.columns),
    labels: Uint16Array.from([...labels, ...other]),
    classes,
  };
}
