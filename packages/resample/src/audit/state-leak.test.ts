import { type Classifier, createRng, type FittedClassifier, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { clouds, fitted, Means, meansOf, type Params } from '../../test/means.js';
import { crossValidate } from '../cross-validation/cross-validate.js';

describe('the probe for state that leaks from fit to fit', () => {
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
    expect(check.stateLeak).toBe('none found');
    expect(sizes).toEqual([200, 300, 300, 300, 300]);
  });

  test('lets a study reproduce the flaw when it asks to, and records that it did not look', async () => {
    const result = await crossValidate(new Carrying(), clouds(120), { stateLeak: 'ignore' });
    expect(result.check.stateLeak).toBe('not checked');
  });
});
