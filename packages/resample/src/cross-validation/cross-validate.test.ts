import { createRng, matrix, rowIndices } from '@selvedge/data';
import { clouds, Means } from '../../test/means.js';
import { checkDuplicates } from '../audit/check-duplicates.js';
import { makeFolds } from '../folds/folds.js';
import { planCrossValidation } from '../plans/plan-cross-validation.js';
import { crossValidate } from './cross-validate.js';
import { outOfFoldPredictions } from './out-of-fold-predictions.js';

describe('crossValidate(classifier, rows)', () => {
  test('scores every fold with a fresh model, with mean, deviation and interval', async () => {
    const result = await crossValidate(new Means(), clouds(300), {
      metrics: ['accuracy', 'macro-f1', 'log-loss'],
      trainScores: true,
    });
    expect(result.folds.map(({ trainRows, testRows }) => [trainRows, testRows])).toEqual(Array(5).fill([240, 60]));
    const { mean, interval, standardDeviation, values } = result.metrics['accuracy'];
    expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 5, 12);
    expect(interval?.low).toBeLessThan(mean);
    expect(interval?.method).toBe('corrected-t');
    expect(standardDeviation).toBeGreaterThan(0);
    expect(result.trainMetrics?.['accuracy'].mean).toBeGreaterThan(0.5);
    expect(result).toMatchObject({
      spec: { kind: 'stratified-k-fold', folds: 5 },
      check: { duplicatedTestRows: 0, stateLeak: 'none found' },
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('says the same however many folds are fitted at once', async () => {
    const scores = async (parallel: number) => (await crossValidate(new Means(), clouds(200), { parallel })).metrics;
    expect(await scores(4)).toEqual(await scores(1));
  });

  test('accepts folds of the caller, leave-one-out and repeats', async () => {
    const given = [{ train: rowIndices([0, 1, 2, 3, 4, 5]), test: rowIndices([6, 7, 8]) }];
    const single = await crossValidate(new Means(), clouds(9), { folds: given });
    expect(single).toMatchObject({ spec: 'given', metrics: { accuracy: { standardDeviation: null, interval: null } } });
    expect((await crossValidate(new Means(), clouds(30), { folds: { kind: 'leave-one-out' } })).folds).toHaveLength(30);
    const repeated = { kind: 'repeated', folds: 3, repeats: 4 } as const;
    expect((await crossValidate(new Means(), clouds(60), { folds: repeated })).folds).toHaveLength(12);
  });

  test('takes a number of folds, and answers the words of scikit-learn', async () => {
    const rows = clouds(60);
    const { folds, spec } = await crossValidate(new Means(), rows, { folds: 3 });
    expect([folds.length, spec]).toEqual([3, { kind: 'stratified-k-fold', folds: 3 }]);
    for (const [name, answer] of [
      ['cv', /no field 'cv'; write folds: 5/],
      ['random_state', /write seed: 0/],
      ['n_jobs', /write parallel: 4/],
      ['scoring', /write metric: 'accuracy'/],
      ['metrisc', /did you mean 'metrics'/],
    ] as const) {
      await expect(crossValidate(new Means(), rows, { [name]: 3 })).rejects.toThrow(answer);
    }
    await expect(crossValidate(new Means(), rows, { folds: 'five' as never })).rejects.toThrow(
      /folds: got "five"; need/,
    );
  });

  test('reports progress and stops when asked', async () => {
    const steps: string[] = [];
    await crossValidate(new Means(), clouds(30), {
      folds: { kind: 'k-fold', folds: 3 },
      onProgress: ({ step }) => steps.push(step),
    });
    expect(steps).toEqual(['fold 1 of 3', 'fold 2 of 3', 'fold 3 of 3']);
    const aborted = crossValidate(new Means(), clouds(30), { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
  });

  test('gives chance to shuffled labels: nothing leaks', async () => {
    const rows = clouds(900);
    const labels = createRng(5).shuffle(rows.labels.slice());
    const { metrics } = await crossValidate(new Means(), { ...rows, labels });
    expect(Math.abs(metrics['accuracy'].mean - 1 / 3)).toBeLessThan(3 * Math.sqrt(2 / 9 / 900)); // three standard errors
  });
});

describe('outOfFoldPredictions(classifier, rows)', () => {
  test('predicts each row by the model that did not see it', async () => {
    const rows = clouds(90);
    const { predicted, probabilities } = await outOfFoldPredictions(new Means(), rows, { seed: 2 });
    expect(probabilities?.rows).toBe(90);
    const [fold] = makeFolds({ kind: 'stratified-k-fold', folds: 5 }, rows, 2);
    const model = await new Means().fit({
      ...rows,
      features: matrix(
        Float32Array.from([...fold.train].flatMap((row) => [...rows.features.values.slice(2 * row, 2 * row + 2)])),
        fold.train.length,
        2,
      ),
      labels: Uint16Array.from(fold.train, (row) => rows.labels[row]),
    });
    const all = await model.predict(rows.features);
    for (const row of fold.test) expect(predicted[row]).toBe(all[row]);
  });

  test('refuses folds that test a row never or twice', async () => {
    const folds = makeFolds({ kind: 'k-fold', folds: 3 }, clouds(30)).slice(1);
    await expect(outOfFoldPredictions(new Means(), clouds(30), { folds })).rejects.toThrow(/is tested never/);
    const spec = { kind: 'repeated', folds: 3, repeats: 2 } as const;
    await expect(outOfFoldPredictions(new Means(), clouds(30), { folds: spec })).rejects.toThrow(/is tested 2 times/);
  });
});

test('a plan and the count of copies refuse options that they do not have', () => {
  const labels = Uint16Array.from({ length: 10 }, (_, row) => row % 2);
  expect(() => planCrossValidation({ labels }, { n_splits: 3 } as never)).toThrow(
    "no field 'n_splits'; write folds: 5",
  );
  expect(() => checkDuplicates([], matrix(new Float32Array(2), 1, 2), { allowed: 1 } as never)).toThrow(
    "no field 'allowed'; there is only allowedDuplicateShare",
  );
});
