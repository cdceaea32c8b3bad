import { createRng, decodeSafetensors, encodeSafetensors, matrix } from '@selvedge/data';
import { chooseThreshold, classifiers, GaussianNaiveBayes, TunedThreshold } from '../index.js';

const rng = createRng(4);
const rowsOf = (count: number, share: number) => {
  const labels = Uint16Array.from({ length: count }, () => (rng.uniform() < share ? 1 : 0));
  const values = Float64Array.from({ length: 2 * count }, (_, at) => rng.normal() + 1.2 * labels[at >> 1]);
  return { features: matrix(values, count, 2), labels, classes: ['healthy', 'ill'] };
};
const train = rowsOf(400, 0.15);
const validation = rowsOf(300, 0.15);
const member = { kind: 'gaussian-naive-bayes' } as const;

describe('chooseThreshold(isPositive, scores, rule)', () => {
  const isPositive = [0, 0, 1, 0, 1, 1];
  const scores = [0.1, 0.2, 0.3, 0.4, 0.6, 0.8];

  test('takes the highest F1', () => {
    // From .25 on: three of four are positive, and none is missed.
    expect(chooseThreshold(isPositive, scores, { by: 'f1' })).toEqual({
      threshold: 0.25,
      score: 6 / 7,
      precision: 0.75,
      recall: 1,
    });
  });

  test('takes the lowest cost', () => {
    const dear = chooseThreshold(isPositive, scores, { by: 'cost', falsePositive: 10, falseNegative: 1 });
    expect(dear).toEqual({ threshold: 0.5, score: 1 / 6, precision: 1, recall: 2 / 3 });
    const cheap = chooseThreshold(isPositive, scores, { by: 'cost', falsePositive: 1, falseNegative: 10 });
    expect(cheap).toMatchObject({ threshold: 0.25, score: 1 / 6 });
    const never = chooseThreshold(isPositive, scores, { by: 'cost', falsePositive: 1, falseNegative: 0 });
    expect(never).toMatchObject({ score: 0, threshold: 0.5 });
  });

  test('takes the highest recall of a precision', () => {
    expect(chooseThreshold(isPositive, scores, { by: 'precision', precision: 0.9 })).toMatchObject({
      threshold: 0.5,
      precision: 1,
      score: 2 / 3,
    });
    expect(() => chooseThreshold([0, 1], [0.9, 0.1], { by: 'precision', precision: 0.9 })).toThrow(
      'no threshold reaches a precision of 0.9 on these rows; the highest is 0.500',
    );
  });

  test('weighs rows, and leaves those of weight 0 out', () => {
    const chosen = chooseThreshold(isPositive, scores, { by: 'f1' }, [1, 1, 0, 1, 1, 1]);
    expect(chosen).toMatchObject({ threshold: 0.5, score: 1 });
  });

  test.each([
    [[1, 1], [0.1, 0.2], 'all rows are of the positive class'],
    [[0, 0], [0.1, 0.2], 'no row is of the positive class'],
    [[0], [0.1, 0.2], 'got 1 labels for 2 probabilities'],
  ])('refuses %p', (labels, given, text) => {
    expect(() => chooseThreshold(labels, given, { by: 'f1' })).toThrow(text);
  });
});

describe('new TunedThreshold({ member }).fit(rows)', () => {
  test('chooses on the validation rows, and keeps what it chose in the saved model', async () => {
    const fitted = await new TunedThreshold({ member, by: 'precision', precision: 0.8 }).fit(train, { validation });
    const plain = await new GaussianNaiveBayes().fit(train);
    const { values } = await plain.predictProba(validation.features);
    const positives = Uint8Array.from(validation.labels);
    const scores = Array.from(positives, (_, row) => values[2 * row + 1]);
    expect(fitted.chosen).toEqual(chooseThreshold(positives, scores, { by: 'precision', precision: 0.8 }));
    expect(fitted.chosen.precision).toBeGreaterThanOrEqual(0.8);
    const loaded = classifiers.load(decodeSafetensors(encodeSafetensors(fitted.save()), 'model'));
    expect(loaded).toMatchObject({ chosen: fitted.chosen });
    expect(await loaded.predict(validation.features)).toEqual(await fitted.predict(validation.features));
    expect(await loaded.predictProba(validation.features)).toEqual({ values, rows: 300, columns: 2 });
  });

  test('raises the recall where a missed row costs more, without validation rows too', async () => {
    const recall = async (falseNegativeCost: number): Promise<number> => {
      const fitted = await new TunedThreshold({ member, by: 'cost', falseNegativeCost }).fit(train);
      const predicted = await fitted.predict(validation.features);
      const found = predicted.filter((label, row) => label === 1 && validation.labels[row] === 1).length;
      return found / validation.labels.filter((label) => label === 1).length;
    };
    expect(await recall(20)).toBeGreaterThan((await recall(1)) + 0.2);
  });

  test('has the threshold of the class that is named', async () => {
    const fitted = await new TunedThreshold({ member, positive: 'healthy', by: 'precision', precision: 0.97 }).fit(
      train,
    );
    const predicted = await fitted.predict(train.features);
    const healthy = predicted.filter((label) => label === 0).length;
    const right = predicted.filter((label, row) => label === 0 && train.labels[row] === 0).length;
    expect(right / healthy).toBeGreaterThan(0.93);
    await expect(new TunedThreshold({ member, positive: 'sick' }).fit(train)).rejects.toThrow(
      "tuned-threshold: positive is 'sick', which is not a class; there are healthy, ill.",
    );
  });

  test('scores by its threshold', async () => {
    const fitted = await new TunedThreshold({ member, by: 'cost', falseNegativeCost: 50 }).fit(train);
    const predicted = await fitted.predict(validation.features);
    const equal = predicted.filter((label, row) => label === validation.labels[row]).length;
    expect(await fitted.score(validation)).toBe(equal / 300);
    expect(await fitted.score(validation)).toBeLessThan(await fitted.member.score(validation));
  });

  test.each([
    [{ member, by: 'precision' }, 'write precision: 0.9'],
    [{ member, precision: 0.9 }, "by 'f1' has none"],
    [{ member: { kind: 'voting' } }, 'an ensemble has no ensemble'],
    [{ estimator: member }, "'member'"],
  ])('refuses %p', (params, text) => {
    expect(() => new TunedThreshold(params as unknown as { member: typeof member })).toThrow(text);
  });
});

test.each([
  [{ by: 'cost', falsePositive: 1 }, 'falseNegative is undefined'],
  [{ by: 'precision', precision: 2 }, 'need a number from 0 to 1'],
  [{ kind: 'f1' }, "as in { by: 'f1' }"],
])('chooseThreshold refuses the rule %j', (rule, said) => {
  expect(() => chooseThreshold([1, 0], [0.6, 0.4], rule as never)).toThrow(said);
});

test('chooseThreshold refuses labels that are not sides, and NaN', () => {
  expect(() => chooseThreshold([1, 2], [0.6, 0.4], { by: 'f1' })).toThrow('row 1 has 2');
  expect(() => chooseThreshold([1, 0], [0.6, Number.NaN], { by: 'f1' })).toThrow('row 1 is NaN');
});
