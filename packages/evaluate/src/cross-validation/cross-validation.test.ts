import {
  argmaxRows,
  type Classifier,
  createRng,
  type FittedClassifier,
  type LabelledRows,
  type Matrix,
  matrix,
  rowIndices,
  SelvedgeError,
  shareOfEqual,
} from '@selvedge/data';
import fc from 'fast-check';
import { checkFittedOn, checkFolds, duplicateGroups } from './check-folds.js';
import { compareClassifiers } from './compare-classifiers.js';
import { crossValidate, outOfFoldPredictions } from './cross-validate.js';
import { makeFolds } from './folds.js';
import { learningCurve } from './learning-curve.js';
import { nestedCrossValidate } from './nested.js';
import { validationCurve } from './validation-curve.js';

interface Params {
  readonly shrink: number;
}

/** Nearest class mean, with hooks that broken twins use to misbehave. */
class Means implements Classifier<Params> {
  readonly kind: string = 'means';
  readonly params: Params;
  constructor(params: Params = { shrink: 0 }) {
    this.params = params;
  }
  clone(changes: Partial<Params> = {}): Classifier<Params> {
    return new Means({ ...this.params, ...changes });
  }
  async fit(train: LabelledRows): Promise<FittedClassifier<Params>> {
    return fitted(this, meansOf(train, this.params.shrink), train.classes);
  }
}

function meansOf({ features, labels, classes }: LabelledRows, shrink: number): Float64Array {
  const { values, columns } = features;
  const sums = new Float64Array(classes.length * columns);
  const counts = new Float64Array(classes.length);
  labels.forEach((label, row) => {
    counts[label]++;
    for (let c = 0; c < columns; c++) sums[label * columns + c] += values[row * columns + c];
  });
  return sums.map((sum, at) => ((1 - shrink) * sum) / Math.max(1, counts[Math.floor(at / columns)]));
}

function fitted(
  classifier: Classifier<Params>,
  means: Float64Array,
  classes: readonly string[],
): FittedClassifier<Params> {
  const columns = means.length / classes.length;
  const predictProba = async ({ values, rows }: Matrix): Promise<Matrix<Float32Array>> => {
    const shares = new Float32Array(rows * classes.length);
    for (let row = 0; row < rows; row++) {
      const own = shares.subarray(row * classes.length, (row + 1) * classes.length);
      own.forEach((_, k) => {
        let squared = 0;
        for (let c = 0; c < columns; c++) squared += (values[row * columns + c] - means[k * columns + c]) ** 2;
        own[k] = Math.exp(-squared) + 1e-6;
      });
      const sum = own.reduce((total, share) => total + share, 0);
      own.forEach((share, k) => {
        own[k] = share / sum;
      });
    }
    return matrix(shares, rows, classes.length);
  };
  return {
    kind: classifier.kind,
    params: classifier.params,
    classes,
    columns,
    predictProba,
    predict: async (features) => argmaxRows(await predictProba(features)),
    score: async (rows) => shareOfEqual(rows.labels, argmaxRows(await predictProba(rows.features))),
    save: () => ({ format: 'test.means', version: 1, config: {}, tensors: {} }),
  };
}

/** Clouds around three corners; `spread` makes them overlap. */
function clouds(rows: number, spread = 0.6, seed = 'clouds'): LabelledRows {
  const rng = createRng(seed);
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % 3);
  const values = new Float32Array(rows * 2);
  labels.forEach((label, row) => {
    values[row * 2] = (label === 1 ? 1 : 0) + spread * rng.normal();
    values[row * 2 + 1] = (label === 2 ? 1 : 0) + spread * rng.normal();
  });
  return { features: matrix(values, rows, 2), labels, classes: ['origin', 'right', 'up'] };
}

describe('makeFolds(spec, rows, seed)', () => {
  test('is disjoint, complete, even and repeatable in 1,000 random cases', () => {
    const kinds = ['k-fold', 'stratified-k-fold', 'repeated'] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 120 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...kinds),
        fc.integer(),
        (rows, wanted, classes, kind, seed) => {
          const rng = createRng(seed);
          const labels = Uint16Array.from({ length: rows }, () => rng.int(classes));
          const folds = Math.min(rows, wanted);
          const spec = kind === 'repeated' ? { kind, folds, repeats: 2 } : { kind, folds };
          const made = makeFolds(spec, { labels }, seed);
          expect(made).toEqual(makeFolds(spec, { labels }, seed));
          for (let repeat = 0; repeat < made.length; repeat += folds) {
            const group = made.slice(repeat, repeat + folds);
            const tested = group.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
            expect(tested).toEqual(Array.from({ length: rows }, (_, row) => row));
            const sizes = group.map(({ test }) => test.length);
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
            for (const { train, test } of group) {
              expect(new Set([...train, ...test]).size).toBe(rows);
              expect(train.length + test.length).toBe(rows);
            }
            if (kind === 'k-fold') continue;
            for (let c = 0; c < classes; c++) {
              const own = group.map(({ test }) => test.filter((row) => labels[row] === c).length);
              expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('keeps groups together', () => {
    const groups = Array.from({ length: 60 }, (_, row) => `patient ${row % 13}`);
    for (const { train, test } of makeFolds(
      { kind: 'group-k-fold', folds: 4 },
      { labels: new Uint16Array(60), groups },
    )) {
      const inTrain = new Set([...train].map((row) => groups[row]));
      expect([...test].some((row) => inTrain.has(groups[row]))).toBe(false);
    }
  });

  test('leaves each row out once, and keeps order without shuffling', () => {
    expect(makeFolds({ kind: 'leave-one-out' }, { labels: new Uint16Array(3) }).map(({ test }) => [...test])).toEqual([
      [0],
      [1],
      [2],
    ]);
    const spec = { kind: 'k-fold', folds: 2, shuffle: false } as const;
    expect(makeFolds(spec, { labels: new Uint16Array(5) }).map(({ test }) => [...test])).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  test.each([
    [{ kind: 'k-fold', folds: 1 } as const, /at least 2/],
    [{ kind: 'k-fold', folds: 11 } as const, /11 folds of 10 rows/],
    [{ kind: 'stratified-k-fold', folds: Number.NaN } as const, /NaN folds/],
    [{ kind: 'repeated', folds: 2, repeats: 0 } as const, /0 repeats/],
    [{ kind: 'group-k-fold', folds: 2 } as const, /no groups/],
  ])('refuses %j', (spec, message) => {
    expect(() => makeFolds(spec, { labels: new Uint16Array(10) })).toThrow(message);
  });
});

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
      check: { duplicatedTestRows: 0, carriedState: 'none found' },
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

describe('guards against state carried from fold to fold', () => {
  /** Goes on from the means of the last fit, whoever asks: weights carried over. */
  class Carrying extends Means {
    static memory: Float64Array | undefined;
    override clone(): Classifier<Params> {
      return new Carrying(this.params);
    }
    override async fit(train: LabelledRows): Promise<FittedClassifier<Params>> {
      const now = meansOf(train, 0);
      const before = Carrying.memory;
      Carrying.memory = before ? now.map((value, at) => 0.9 * before[at] + 0.1 * value) : now;
      return fitted(this, Carrying.memory, train.classes);
    }
  }

  /** Clones to itself, and remembers in a field. */
  class Clinging extends Means {
    fits = 0;
    override clone(): Classifier<Params> {
      return this;
    }
    override async fit(train: LabelledRows): Promise<FittedClassifier<Params>> {
      this.fits++;
      return fitted(this, meansOf(train, 1 / (1 + this.fits)), train.classes);
    }
  }

  /** Ignores its seed. */
  class Moody extends Means {
    static draws = createRng('moody');
    override clone(): Classifier<Params> {
      return new Moody(this.params);
    }
    override async fit(train: LabelledRows): Promise<FittedClassifier<Params>> {
      return fitted(
        this,
        meansOf(train, 0).map((value) => value + 0.1 * Moody.draws.normal()),
        train.classes,
      );
    }
  }

  test.each([
    ['weights kept outside', new Carrying()],
    ['weights kept in the model', new Clinging()],
    ['a seed ignored', new Moody()],
  ])('refuses %s', async (_, classifier) => {
    await expect(crossValidate(classifier, clouds(120))).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/carries state from fit to fit or ignores its seed/),
    });
  });

  test('probe with more rows a classifier that refuses few', async () => {
    const sizes: number[] = [];
    const choosy = () => {
      const inner = new Means();
      const fit = async (train: LabelledRows) => {
        sizes.push(train.labels.length);
        if (train.labels.length < 300) throw new SelvedgeError('invalid-argument', 'too few');
        return inner.fit(train);
      };
      return { kind: 'choosy', params: {}, clone: () => inner, fit };
    };
    const { check } = await crossValidate(choosy, clouds(600), { folds: { kind: 'k-fold', folds: 2 }, parallel: 1 });
    expect(check.carriedState).toBe('none found');
    expect(sizes).toEqual([200, 300, 300, 300, 300]);
  });

  test('lets a study reproduce the flaw when it asks to, and records that it did not look', async () => {
    const result = await crossValidate(new Carrying(), clouds(120), { carriedState: 'ignore' });
    expect(result.check.carriedState).toBe('not checked');
  });
});

describe('guards against rows on both sides', () => {
  const { features } = clouds(20);

  test('refuse a row number that is trained on and tested', () => {
    const folds = [{ train: rowIndices([0, 1, 2]), test: rowIndices([2, 3]) }];
    expect(() => checkFolds(folds, features)).toThrow(/fold 1: row 2 is both a training and a test row/);
  });

  test('refuse copies under other numbers, as balancing by repetition makes them', async () => {
    const rows = clouds(40);
    const values = new Float32Array(160);
    values.set(rows.features.values);
    values.set(rows.features.values, 80);
    const labels = Uint16Array.from([...rows.labels, ...rows.labels]);
    const doubled = { ...rows, features: matrix(values, 80, 2), labels };
    await expect(crossValidate(new Means(), doubled)).rejects.toThrow(/exact copy among their training rows/);
    const groups = duplicateGroups(doubled.features);
    const apart = await crossValidate(new Means(), doubled, { folds: { kind: 'group-k-fold', folds: 4 }, groups });
    expect(apart.check.duplicatedTestRows).toBe(0);
    const allowed = await crossValidate(new Means(), doubled, { allowedDuplicateShare: 1 });
    expect(allowed.check.duplicatedTestRows).toBeGreaterThan(40);
  });

  test('refuse rows that do not exist and empty sides', () => {
    expect(() => checkFolds([{ train: rowIndices([0]), test: rowIndices([99]) }], features)).toThrow(
      /row 99 of 20 rows/,
    );
    expect(() => checkFolds([{ train: rowIndices([]), test: rowIndices([1]) }], features)).toThrow(/0 training/);
  });

  test('refuse a statistic fitted on rows that are held out, from row numbers alone', () => {
    expect(() => checkFittedOn('standardize', Uint32Array.of(0, 1, 7, 8), Uint32Array.of(7, 8, 9))).toThrow(
      /standardize: would be fitted on 2 rows that the split holds out for test \(row 7 is the first\)/,
    );
    expect(() => checkFittedOn('standardize', Uint32Array.of(0, 1), Uint32Array.of(7))).not.toThrow();
  });

  test('do not see test rows change the fit: altered test labels alter no prediction', async () => {
    const rows = clouds(60);
    const folds = makeFolds({ kind: 'k-fold', folds: 3 }, rows, 1).slice(0, 1);
    const seen: number[][] = [];
    const spy = (labels: Uint16Array) =>
      crossValidate(
        () => {
          const inner = new Means();
          return {
            ...inner,
            kind: 'spy',
            params: {},
            clone: () => inner,
            fit: async (train) => {
              seen.push([...train.labels]);
              return inner.fit(train);
            },
          };
        },
        { ...rows, labels },
        { folds, carriedState: 'ignore' },
      );
    await spy(rows.labels);
    await spy(rows.labels.map((label, row) => (folds[0].test.includes(row) ? (label + 1) % 3 : label)));
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toHaveLength(40);
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
    await expect(outOfFoldPredictions(new Means(), clouds(30), { folds: spec })).rejects.toThrow(/more than once/);
  });
});

describe('curves and nested folds', () => {
  test('learning curve: training and validation scores meet as rows grow', async () => {
    const curve = await learningCurve(new Means(), clouds(400, 0.9), { sizes: [6, 0.5, 1] });
    expect(curve.points.map(({ trainRows }) => trainRows)).toEqual([6, 160, 320]);
    const gap = curve.points.map(({ train, validation }) => train.mean - validation.mean);
    expect(gap[0]).toBeGreaterThan(gap[2]);
    await expect(learningCurve(new Means(), clouds(30), { sizes: [0] })).rejects.toThrow(/size 0/);
    await expect(learningCurve(new Means(), clouds(30), { sizes: [25] })).rejects.toThrow(/24 training rows/);
  });

  test('learning curve: small sets hold the classes in their shares', async () => {
    const sizes: number[][] = [];
    const spy = () => {
      const inner = new Means();
      return {
        kind: 'spy',
        params: {},
        clone: () => inner,
        fit: async (train: LabelledRows) => {
          sizes.push([0, 1, 2].map((c) => train.labels.filter((label) => label === c).length));
          return inner.fit(train);
        },
      };
    };
    await learningCurve(spy, clouds(300), { sizes: [30], carriedState: 'ignore' });
    for (const counts of sizes) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  test('validation curve: finds the value, and says which others are as good', async () => {
    const make = (shrink: number) => new Means({ shrink });
    const curve = await validationCurve('shrink', [0, 0.01, 0.9, 3], make, clouds(600));
    expect(curve.points.map(({ value }) => value)).toEqual([0, 0.01, 0.9, 3]);
    expect([0, 0.01]).toContain(curve.choice.best);
    expect(curve.choice.withinOneStandardError).toBe(0);
    expect(curve.choice.notDistinguishable).not.toContain(3);
    expect(JSON.parse(JSON.stringify(curve))).toEqual(curve);
    await expect(validationCurve('shrink', [], make, clouds(30))).rejects.toThrow(/no values of 'shrink'/);
  });

  test('nested: chooses inside, scores outside', async () => {
    const candidates = [0, 3].map((shrink) => ({ name: `shrink ${shrink}`, classifier: new Means({ shrink }) }));
    const result = await nestedCrossValidate(candidates, clouds(200));
    expect(result.timesChosen).toEqual({ 'shrink 0': 5, 'shrink 3': 0 });
    expect(result.mean).toBeGreaterThan(0.5);
    expect(result.folds[0].inner['shrink 0']).toBeGreaterThan(result.folds[0].inner['shrink 3']);
    await expect(nestedCrossValidate([], clouds(30))).rejects.toThrow(/at least one/);
  });

  test('compareClassifiers: says which learns better, by either test', async () => {
    const first = { name: 'means', classifier: new Means() };
    const second = { name: 'inverted', classifier: new Means({ shrink: 3 }) };
    for (const test of ['corrected-resampled-t', '5x2cv-f'] as const) {
      const result = await compareClassifiers(first, second, clouds(300), { test });
      expect(result).toMatchObject({ test, winner: 'first' });
      expect(result.sentence).toMatch(/^means beats inverted by/);
    }
    const same = await compareClassifiers(first, { ...first, name: 'twin' }, clouds(300));
    expect(same).toMatchObject({ winner: 'tie', pValue: 1 });
  });
});
