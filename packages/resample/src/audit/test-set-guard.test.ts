import { inspect } from 'node:util';
import { type FittedClassifier, type LabelledRows, type Matrix, matrix } from '@selvedge/data';
import { TestVault } from './test-set-guard.js';

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

describe('new TestVault(name, test)', () => {
  test('shows features, but labels in no property, no JSON and no log', () => {
    const vault = new TestVault('pixels test', { ...test4, labels: Uint16Array.of(0, 1, 1, 1) });
    expect(vault.features).toBe(test4.features);
    expect(vault.rows).toBe(4);
    expect('labels' in vault).toBe(false);
    for (const text of [JSON.stringify(vault), inspect(vault, { depth: 9, showHidden: true })]) {
      expect(text).not.toMatch(/labels.*\[?0, ?1, ?1, ?1/s);
    }
    expect(Object.values(vault).some((value) => value instanceof Uint16Array)).toBe(false);
  });

  test('cannot be changed through the array it was made from, nor through what score returns', async () => {
    const labels = test4.labels.slice();
    const vault = new TestVault('pixels test', { ...test4, labels });
    labels.fill(0);
    const { evaluation, predictions } = await vault.score('echo', echo);
    expect(evaluation.report.accuracy).toMatchObject({ count: 3, total: 4 });
    predictions.truth.fill(0);
    expect((await vault.score('echo', echo)).evaluation.report.accuracy.count).toBe(3);
  });

  test('counts every look, per model too, and says it in words', async () => {
    const vault = new TestVault('pixels test', test4);
    expect(vault.record().sentence).toBe('The labels of pixels test have not been looked at.');
    await vault.score('echo', echo);
    vault.scorePredictions('constant', Uint16Array.of(1, 1, 1, 1));
    expect(vault.record().sentence).toBe(
      'The labels of pixels test were looked at 2 times, for 2 models, each scored once.',
    );
    const third = await vault.score('echo', echo);
    expect(third.opening).toEqual({ number: 3, model: 'echo', timesForModel: 2, rows: 4, accuracy: 0.75 });
    expect(vault.record()).toMatchObject({ scoredAgain: ['echo'], openings: { length: 3 } });
    expect(vault.record().sentence).toMatch(/scored more than once: echo\. .* optimistic/);
  });

  test('refuses a model of other classes, and predictions of other rows, without counting a look', async () => {
    const vault = new TestVault('pixels test', test4);
    const swapped = { ...echo, classes: ['on', 'off'] } as unknown as FittedClassifier;
    await expect(vault.score('echo', swapped)).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(() => vault.scorePredictions('short', Uint16Array.of(1))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(vault.record().openings).toEqual([]);
  });
});
