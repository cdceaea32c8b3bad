import {
  type Classifier,
  createRng,
  type FittedClassifier,
  type LabelledRows,
  matrix,
  rowIndices,
  SelvedgeError,
} from '@selvedge/data';
import { clouds, fitted, Means, meansOf, type Params } from '../../test/means.js';
import { crossValidate } from '../cross-validation/cross-validate.js';
import { makeFolds } from '../folds/folds.js';
import { checkFittedOn, checkFolds, duplicateGroups } from './check-folds.js';

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
