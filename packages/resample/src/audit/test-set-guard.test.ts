import { inspect } from 'node:util';
import { type FittedClassifier, type LabelledRows, type Matrix, matrix } from '@selvedge/data';
import { TestSetGuard } from './test-set-guard.js';

const test4: LabelledRows = {
  features: matrix(Uint8Array.of(0, 1, 1, 0), 4, 1),
  labels: Uint16Array.of(0, 1, 1, 1),
  classes: ['off', 'on'],
};

/** Says what the one pixel says. */
const echo = {
  classes: ['off', 'on'],
  predictProba: async ({ values, rows }: Matrix) =>
    matrix(Float32Array.from([...values].flatMap((v) => [1 - v, v])), rows, 2),
} as unknown as FittedClassifier;

describe('new TestSetGuard(name, test)', () => {
  test('shows features, but labels in no property, no JSON and no log', () => {
    const guard = new TestSetGuard('pixels test', { ...test4, labels: Uint16Array.of(0, 1, 1, 1) });
    expect(guard.features).toBe(test4.features);
    expect(guard.rows).toBe(4);
    expect('labels' in guard).toBe(false);
    for (const text of [JSON.stringify(guard), inspect(guard, { depth: 9, showHidden: true })]) {
      expect(text).not.toMatch(/labels.*\[?0, ?1, ?1, ?1/s);
    }
    expect(Object.values(guard).some((value) => value instanceof Uint16Array)).toBe(false);
  });

  test('cannot be changed through the array it was made from, nor through what score returns', async () => {
    const labels = test4.labels.slice();
    const guard = new TestSetGuard('pixels test', { ...test4, labels });
    labels.fill(0);
    const { evaluation, predictions } = await guard.score('echo', echo);
    expect(evaluation.report.accuracy).toMatchObject({ count: 3, total: 4 });
    predictions.truth.fill(0);
    expect((await guard.score('echo', echo)).evaluation.report.accuracy.count).toBe(3);
  });

  test('counts every access by model and purpose, and puts it into words', async () => {
    const guard = new TestSetGuard('pixels test', test4);
    expect(guard.record.toJSON().summary).toBe('The labels of pixels test were not accessed.');
    await guard.score('echo', echo);
    guard.scorePredictions('constant', Uint16Array.of(1, 1, 1, 1));
    expect([...guard.open({ model: 'echo', purpose: 'error analysis' })]).toEqual([0, 1, 1, 1]);
    expect(guard.record.toJSON().summary).toBe(
      'The labels of pixels test were accessed 3 times, for 2 models (score 2, error analysis 1); no model was scored more than once.',
    );
    await guard.score('echo', echo);
    const record = guard.record.toJSON();
    expect(record).toMatchObject({ scoredAgain: ['echo'], accesses: { length: 4 }, rows: 4 });
    expect(record.summary).toMatch(/scored more than once: echo\. .* optimistic/);
    expect(JSON.parse(JSON.stringify(guard))).toEqual(record);
  });

  test('gives labels later only for an access that was counted', () => {
    const guard = new TestSetGuard('pixels test', test4);
    const access = { model: 'echo', purpose: 'score' };
    expect(() => guard.labelsFor(access)).toThrow(/read for 'echo' \(score\) without being counted/);
    guard.record.add(access);
    expect([...guard.labelsFor(access)]).toEqual([0, 1, 1, 1]);
    expect(() => guard.labelsFor({ ...access, purpose: 'choice' })).toThrow(/without being counted/);
  });

  test('refuses a model of other classes, and predictions of other rows, without counting an access', async () => {
    const guard = new TestSetGuard('pixels test', test4);
    const swapped = { ...echo, classes: ['on', 'off'] } as unknown as FittedClassifier;
    await expect(guard.score('echo', swapped)).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(() => guard.scorePredictions('short', Uint16Array.of(1))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(guard.record.toJSON().accesses).toEqual([]);
  });
});
