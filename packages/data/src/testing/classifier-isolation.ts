import type { Classifier } from '../classifier.js';
import type { LabelledRows } from '../dataset.js';
import { type Matrix, selectRows } from '../matrix.js';
import { rowIndices } from '../row-indices.js';
import { type Check, expectClose, expectThat } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { classifierSetup, probabilitiesOf } from './classifier-setup.js';
import { copied } from './sample-rows.js';

/** That nothing leaks: between fits, into the caller's arrays, from row to row. */
export function isolationChecks(make: () => Classifier, options: ClassifierCheckOptions): Check[] {
  const { train, test, columns, rows } = classifierSetup(options);
  const other = rows(45, columns, 3);
  return [
    {
      name: 'the same seed gives the same model',
      async run() {
        const a = await probabilitiesOf(make(), train, test.features);
        expectClose(await probabilitiesOf(make(), train, test.features), a, 0, 'probabilities');
      },
    },
    {
      name: 'a clone fits the same model',
      async run() {
        const a = await probabilitiesOf(make(), train, test.features);
        expectClose(await probabilitiesOf(make().clone(), train, test.features), a, 0, 'probabilities');
      },
    },
    {
      name: 'predicting twice gives the same answer',
      async run() {
        const model = await make().fit(train, { seed: 7 });
        const { values } = await model.predictProba(test.features);
        expectClose((await model.predictProba(test.features)).values, values, 0, 'probabilities');
        await model.dispose?.();
      },
    },
    {
      name: 'nothing is carried over from an earlier fit',
      async run() {
        const model = make();
        await (await model.fit(other, { seed: 7 })).dispose?.();
        const after = await probabilitiesOf(model, train, test.features);
        expectClose(after, await probabilitiesOf(make(), train, test.features), 0, 'probabilities');
      },
    },
    {
      name: 'a later fit leaves a fitted model alone',
      async run() {
        const model = make();
        const fitted = await model.fit(train, { seed: 7 });
        const { values } = await fitted.predictProba(test.features);
        await (await model.fit(other, { seed: 8 })).dispose?.();
        expectClose((await fitted.predictProba(test.features)).values, values, 0, 'probabilities');
        await fitted.dispose?.();
      },
    },
    {
      name: 'fits at the same time do not disturb each other',
      async run() {
        const alone = await probabilitiesOf(make(), train, test.features);
        const [together] = await Promise.all([
          probabilitiesOf(make(), train, test.features),
          probabilitiesOf(make(), other, test.features),
        ]);
        expectClose(together, alone, 0, 'probabilities');
      },
    },
    {
      name: 'fitting leaves the params alone',
      async run() {
        const model = make();
        const before = JSON.stringify(model.params);
        await (await model.fit(train, { seed: 7 })).dispose?.();
        expectThat(JSON.stringify(model.params) === before, 'params changed');
      },
    },
    {
      name: 'fitting leaves the rows and labels alone',
      async run() {
        const given = copied(train);
        await (await make().fit(given, { seed: 7 })).dispose?.();
        expectClose(given.features.values, train.features.values, 0, 'features');
        expectClose(given.labels, train.labels, 0, 'labels');
      },
    },
    {
      name: 'predicting leaves the rows alone',
      async run() {
        const given = copied(test);
        const model = await make().fit(train, { seed: 7 });
        await model.predictProba(given.features);
        await model.predict(given.features);
        await model.dispose?.();
        expectClose(given.features.values, test.features.values, 0, 'features');
      },
    },
    {
      name: 'later changes of the training arrays do not reach the model',
      async run() {
        const given = copied(train);
        const model = await make().fit(given, { seed: 7 });
        const { values } = await model.predictProba(test.features);
        given.features.values.fill(0);
        given.labels.fill(0);
        expectClose((await model.predictProba(test.features)).values, values, 0, 'probabilities');
        await model.dispose?.();
      },
    },
    {
      name: 'later changes of the lists of names do not reach the model',
      async run() {
        const names = Array.from({ length: columns }, (_, at) => `column ${at}`);
        const shape = [...(train.features.shape ?? train.shape ?? [columns])];
        const given = { ...copied(train), shape, columns: names, classes: [...train.classes] };
        const model = await make().fit(given, { seed: 7 });
        const saved = JSON.stringify(model.save().config);
        for (const list of [given.classes, names]) list.reverse();
        shape.push(1);
        expectThat(
          JSON.stringify(model.save().config) === saved,
          'what the model saves changed with the lists of its rows',
        );
        expectThat(
          model.classes.every((name, at) => name === train.classes[at]),
          'the classes changed with the rows',
        );
        await model.dispose?.();
      },
    },
    {
      name: 'changes of what it saved or predicted do not reach the model',
      async run() {
        const model = await make().fit(train, { seed: 7 });
        const expected = (await model.predictProba(test.features)).values.slice();
        for (const { values } of Object.values(model.save().tensors)) values.fill(1 as never);
        (await model.predictProba(test.features)).values.fill(0);
        (await model.predict(test.features)).fill(0);
        expectClose((await model.predictProba(test.features)).values, expected, 0, 'probabilities');
        await model.dispose?.();
      },
    },
    {
      name: 'reordered rows have reordered predictions',
      async run() {
        const order = Uint32Array.from({ length: test.features.rows }, (_, row) => test.features.rows - 1 - row);
        await comparePredictions(make(), train, test.features, order);
      },
    },
    {
      name: 'a prediction does not depend on the rows beside it',
      run: () => comparePredictions(make(), train, test.features, Uint32Array.of(4)),
    },
  ];
}

async function comparePredictions(
  model: Classifier,
  train: LabelledRows,
  features: Matrix,
  order: Uint32Array,
): Promise<void> {
  const fitted = await model.fit(train, { seed: 7 });
  const { values: all, columns } = await fitted.predictProba(features);
  const { values: some } = await fitted.predictProba(selectRows(features, rowIndices(order)));
  await fitted.dispose?.();
  for (const [at, row] of order.entries()) {
    const wanted = all.subarray(row * columns, (row + 1) * columns);
    // Sums of a matrix product may be added in another order for another number of rows.
    expectClose(some.subarray(at * columns, (at + 1) * columns), wanted, 1e-5, `probabilities of row ${row}`);
  }
}
