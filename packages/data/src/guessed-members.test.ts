import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  FITTED_CLASSIFIER_GUESSES,
  FITTED_TRANSFORM_GUESSES,
  hasMethod,
  TRANSFORM_GUESSES,
} from './guessed-members.js';

type Anything = Record<string, () => unknown>;

describe('answerGuesses(target, guesses)', () => {
  test('refuses a method of scikit-learn with the right one', () => {
    const fitted = answerGuesses({ kind: 'knn' }, FITTED_CLASSIFIER_GUESSES) as unknown as Anything;
    expect(() => fitted['predict_proba']()).toThrow(
      "knn: there is no method 'predict_proba'; write predictProba(features).",
    );
    expect(() => fitted['classes_']).toThrow("knn: there is no property 'classes_'; write classes.");
  });

  test('keeps what is there, and what a subclass adds', () => {
    class Base {
      static {
        answerGuesses(Base.prototype, FITTED_CLASSIFIER_GUESSES);
      }
      evaluate = (): string => 'own';
    }
    class Derived extends Base {
      getParams(): string {
        return 'own';
      }
    }
    expect([new Derived().evaluate(), new Derived().getParams()]).toEqual(['own', 'own']);
  });

  test('is seen by no copy, comparison or JSON', () => {
    const plain = { kind: 'knn' };
    const answering = answerGuesses({ kind: 'knn' }, FITTED_CLASSIFIER_GUESSES);
    expect(answering).toStrictEqual(plain);
    expect({ ...answering }).toStrictEqual(plain);
    expect(JSON.stringify(answering)).toBe('{"kind":"knn"}');
  });

  test('leaves alone the members by which callers tell what they were given', () => {
    const members = (guesses: typeof CLASSIFIER_GUESSES): readonly string[] => Object.keys(guesses.methods);
    expect(members(CLASSIFIER_GUESSES)).not.toContain('save');
    expect(members(TRANSFORM_GUESSES)).not.toContain('save');
  });

  test('answers fit of a fitted model, which hasMethod does not count', () => {
    const fitted = answerGuesses({ kind: 'knn', predict: () => 1 }, FITTED_CLASSIFIER_GUESSES);
    expect(() => (fitted as unknown as Anything)['fit']()).toThrow('call fit of the classifier that it came from');
    expect([hasMethod(fitted, 'fit'), hasMethod(fitted, 'predict'), hasMethod(fitted, 'kind')]).toEqual([
      false,
      true,
      false,
    ]);
    const transform = answerGuesses({ kind: 'pca' }, FITTED_TRANSFORM_GUESSES);
    expect(() => (transform as unknown as Anything)['fit']()).toThrow('call fit of the transform that it came from');
    expect([hasMethod(undefined, 'fit'), hasMethod(null, 'fit')]).toEqual([false, false]);
  });
});
