import { type Classifier, type FittedClassifier, predictedLabels, shareOfEqual } from '../classifier.js';
import type { Progress } from '../progress.js';
import { type Check, expectClose, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup } from './classifier-setup.js';

/** Shapes, types and agreement of what a classifier shows. */
export function interfaceChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { train, test, columns, rows } = classifierSetup(options);
  const fitted = (name: string, look: (model: FittedClassifier) => Promise<void>): Check => ({
    name,
    async run() {
      const model = await make().fit(train, { seed: 7 });
      await look(model);
      await model.dispose?.();
    },
  });
  return [
    {
      name: 'its kind is a lower-case name with hyphens',
      run: async () => expectThat(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(make().kind), `kind is '${make().kind}'`),
    },
    {
      name: 'its params are plain JSON',
      async run() {
        const { params } = make();
        expectThat(isSameJson(JSON.parse(JSON.stringify(params)), params), 'params change on the way through JSON');
      },
    },
    {
      name: 'a clone has the same params and is another object',
      async run() {
        const model = make();
        const clone = model.clone();
        expectThat(clone !== model, 'clone() returned the same object');
        expectThat(isSameJson(clone.params, model.params), 'the params of the clone differ');
        expectThat(clone.kind === model.kind, 'the kind of the clone differs');
      },
    },
    fitted('a fitted model knows its kind, params, classes and columns', async (model) => {
      const { kind, params } = make();
      expectThat(model.kind === kind, `kind is ${model.kind} after the fit`);
      expectThat(isSameJson(model.params, params), 'params differ after the fit');
      expectThat(isSameJson(model.classes, train.classes), `classes are ${model.classes}`);
      expectThat(model.columns === columns, `columns are ${model.columns} and not ${columns}`);
    }),
    fitted('predict gives one class number per row', async (model) => {
      const labels = await model.predict(test.features);
      expectThat(labels instanceof Uint16Array, 'the labels are no Uint16Array');
      expectThat(labels.length === test.features.rows, `${labels.length} labels for ${test.features.rows} rows`);
      expectThat(
        labels.every((label) => label < train.classes.length),
        'a label is outside the classes',
      );
    }),
    fitted('predictProba gives rows x classes', async (model) => {
      const shares = await model.predictProba(test.features);
      expectThat(shares.values instanceof Float32Array, 'the probabilities are no Float32Array');
      expectThat(shares.rows === test.features.rows && shares.columns === train.classes.length, 'the shape is wrong');
      expectThat(shares.values.length === shares.rows * shares.columns, 'the array does not fit the shape');
    }),
    fitted('probabilities lie in [0, 1]', async (model) => {
      const { values } = await model.predictProba(test.features);
      const outside = values.findIndex((share) => !(share >= 0 && share <= 1 + 1e-6));
      expectThat(outside < 0, `probability ${outside} is ${values[outside]}`);
    }),
    fitted('the probabilities of each row sum to 1', async (model) => {
      const { values, rows: count, columns: classes } = await model.predictProba(test.features);
      const sums = Array.from({ length: count }, (_, row) =>
        values.subarray(row * classes, (row + 1) * classes).reduce((sum, share) => sum + share, 0),
      );
      expectClose(sums, new Float64Array(count).fill(1), 1e-5, 'sums');
    }),
    fitted('predict is the most probable class, the lowest on a tie', async (model) => {
      const labels = await model.predict(test.features);
      expectClose(labels, predictedLabels(model, await model.predictProba(test.features)), 0, 'labels');
    }),
    fitted('score is the share of right labels', async (model) => {
      const share = shareOfEqual(test.labels, await model.predict(test.features));
      expectClose([await model.score(test)], [share], 1e-12, 'score');
    }),
    fitted('no rows give no predictions', async (model) => {
      const none = { ...test.features, values: test.features.values.slice(0, 0), rows: 0 };
      expectThat((await model.predict(none)).length === 0, 'labels for no rows');
      expectThat((await model.predictProba(none)).rows === 0, 'probabilities for no rows');
    }),
    fitted('one row gives one prediction', async (model) => {
      const one = { ...test.features, values: test.features.values.slice(0, columns), rows: 1 };
      expectThat((await model.predict(one)).length === 1, 'need one label for one row');
    }),
    {
      name: 'progress counts up to its total',
      async run() {
        const seen: Progress[] = [];
        const model = await make().fit(rows(60), { seed: 7, onProgress: (progress) => seen.push(progress) });
        await model.dispose?.();
        for (const { step, done, total } of seen) {
          expectThat(step !== '' && done >= 0 && done <= total, `progress '${step}' says ${done} of ${total}`);
        }
      },
    },
    fitted('disposing twice is harmless', async (model) => {
      await model.dispose?.();
    }),
  ];
}

/** Equal as JSON documents: the order of keys does not count. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key as keyof typeof a], b[key as keyof typeof b]));
}
