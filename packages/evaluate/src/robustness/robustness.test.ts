import { type Classifier, createRng, type FittedClassifier, type LabelledRows, matrix } from '@selvedge/data';
import { labelNoiseCurve } from './label-noise.js';
import { type Corrupt, corruptionErrors, robustness } from './robustness.js';

const rows = 1000;
const labels = Uint16Array.from({ length: rows }, (_, row) => row % 2);
const images = { features: matrix(Float32Array.from(labels), rows, 1), shape: [1, 1, 1] };

/** Says 'one' above its threshold. */
const above = (threshold: number): FittedClassifier =>
  ({
    classes: ['zero', 'one'],
    predictProba: async ({ values }: { values: Float32Array }) =>
      matrix(Float32Array.from([...values].flatMap((v) => (v > threshold ? [0, 1] : [1, 0]))), values.length, 2),
  }) as unknown as FittedClassifier;

/** Adds noise that grows with severity, or a shift. */
const corrupt: Corrupt = ({ features, shape }, { kind, severity, seed }) => {
  const rng = createRng(seed).fork(kind, severity);
  const values = Float32Array.from(
    features.values,
    (v) => v + (kind === 'noise' ? 0.3 * severity * rng.normal() : -0.2 * severity),
  );
  return { features: matrix(values, features.rows, 1), shape };
};

describe('robustness(models, rows, labels, options)', () => {
  const options = { kinds: ['noise', 'shift'], severities: [1, 2, 3], corrupt };

  test('scores every model on every kind and severity, on the same corrupted rows', async () => {
    const table = await robustness({ middle: above(0.5), twin: above(0.5), low: above(0.1) }, images, labels, options);
    expect(table.clean.map(({ accuracy }) => accuracy.value)).toEqual([1, 1, 1]);
    expect(table.cells.slice(0, 4).map(({ model, kind, severity }) => [model, kind, severity])).toEqual([
      ['middle', 'noise', 1],
      ['middle', 'noise', 2],
      ['middle', 'noise', 3],
      ['middle', 'shift', 1],
    ]);
    const of = (model: string, kind: string) =>
      table.cells.filter((cell) => cell.model === model && cell.kind === kind).map(({ accuracy }) => accuracy.value);
    expect(of('middle', 'noise')).toEqual(of('twin', 'noise'));
    const [mild, medium, strong] = of('middle', 'noise');
    expect(mild).toBeGreaterThan(medium);
    expect(medium).toBeGreaterThan(strong);
    expect(of('middle', 'shift')).toEqual([1, 1, 0.5]);
    expect(of('low', 'shift')).toEqual([1, 1, 1]);
    expect(images.features.values[1]).toBe(1); // not changed
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
  });

  test('mean corruption error is 1 for the baseline and below for what is more robust', async () => {
    const table = await robustness({ middle: above(0.5), low: above(0.1) }, images, labels, options);
    const [base, low] = corruptionErrors(table, 'middle');
    expect(base).toMatchObject({ mce: 1, relativeMce: 1 });
    expect(low.byKind.find(({ kind }) => kind === 'shift')).toMatchObject({ error: 0, relative: 0 });
    expect(() => corruptionErrors(table, 'nobody')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test("follows Hendrycks and Dietterich's formula, and is null where the baseline makes no error", () => {
    const share = (value: number) =>
      ({ value, count: 0, total: 1, interval: { low: 0, high: 1, level: 0.95, method: 'wilson' } }) as const;
    const table = {
      kinds: ['fog', 'snow'],
      severities: [1, 2],
      clean: [
        { model: 'a', accuracy: share(0.9) },
        { model: 'b', accuracy: share(0.8) },
      ],
      cells: [
        ...[0.8, 0.6].map((value, at) => ({ model: 'a', kind: 'fog', severity: at + 1, accuracy: share(value) })),
        ...[0.9, 0.8].map((value, at) => ({ model: 'a', kind: 'snow', severity: at + 1, accuracy: share(value) })),
        ...[0.7, 0.5].map((value, at) => ({ model: 'b', kind: 'fog', severity: at + 1, accuracy: share(value) })),
        ...[1, 1].map((value, at) => ({ model: 'b', kind: 'snow', severity: at + 1, accuracy: share(value) })),
      ],
    };
    const [a] = corruptionErrors(table, 'b');
    expect(a.byKind[0].error).toBeCloseTo((0.2 + 0.4) / (0.3 + 0.5), 12);
    expect(a.byKind[0].relative).toBeCloseTo((0.1 + 0.3) / (0.1 + 0.3), 12);
    expect(a.byKind[1]).toEqual({ kind: 'snow', error: null, relative: null });
    expect(a.mce).toBeCloseTo(0.75, 12);
  });

  test('refuses nothing to do, and stops when asked', async () => {
    await expect(robustness({}, images, labels, options)).rejects.toThrow(/0 models/);
    const signal = AbortSignal.abort();
    await expect(robustness({ m: above(0) }, images, labels, { ...options, signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('labelNoiseCurve(classifier, train, test, options)', () => {
  /** One class number per value of the one feature: learns the majority, or the last label it saw. */
  const learner = (kind: 'majority' | 'last'): Classifier =>
    ({
      kind,
      params: {},
      clone: () => learner(kind),
      fit: async ({ features, labels: own }: LabelledRows) => {
        const votes = [0, 0];
        const last = [0, 1];
        own.forEach((label, row) => {
          const value = features.values[row];
          votes[value] += label === value ? 1 : -1;
          last[value] = label;
        });
        const say = (v: number): number => (kind === 'last' ? last[v] : votes[v] >= 0 ? v : 1 - v);
        return {
          predictProba: async ({ values }: { values: Float32Array }) =>
            matrix(Float32Array.from([...values].flatMap((v) => (say(v) === 1 ? [0, 1] : [1, 0]))), values.length, 2),
        };
      },
    }) as unknown as Classifier;
  const train = { features: images.features, labels, classes: ['zero', 'one'] };
  const flip = (own: Uint16Array, level: number, rng: { uniform(): number }) =>
    own.map((label) => (rng.uniform() < level ? 1 - label : label));

  test('shows that one learner shrugs noise off and another does not', async () => {
    const options = { levels: [0, 0.4], addNoise: flip, repeats: 8 };
    const majority = await labelNoiseCurve(learner('majority'), train, train, options);
    expect(majority.points.map(({ mean }) => mean)).toEqual([1, 1]);
    expect(majority.points[1].changed).toBeCloseTo(0.4, 1);
    const last = await labelNoiseCurve(learner('last'), train, train, options);
    expect(last.points[0].mean).toBe(1);
    expect(last.points[1].mean).toBeLessThan(1);
    expect(last.points[1].standardDeviation).toBeGreaterThan(0);
    expect([...train.labels.slice(0, 4)]).toEqual([0, 1, 0, 1]); // not changed
  });

  test.each([
    [[-0.1], 1],
    [[0.5], 0],
    [[], 1],
  ])('refuses levels %j with %p repeats', async (levels, repeats) => {
    await expect(
      labelNoiseCurve(learner('last'), train, train, { levels, repeats, addNoise: flip }),
    ).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
