import { shown } from './only-fields.js';
import { onlyFunctions, onlyValues } from './only-values.js';

describe('onlyValues', () => {
  const check = (options: object) => () =>
    onlyValues('friedman', options, { better: ['higher', 'lower'], zeroDivision: [0, 1] });

  test.each([{}, { better: 'lower' }, { better: undefined, zeroDivision: 1 }, { other: 'max' }])(
    'passes %j',
    (options) => expect(check(options)).not.toThrow(),
  );

  test('says what can be written', () => {
    expect(check({ better: 'max' })).toThrow(
      "friedman: better is \"max\"; write better: 'higher' or better: 'lower', or leave it out.",
    );
    expect(check({ zeroDivision: Number.NaN })).toThrow(
      'zeroDivision is NaN; write zeroDivision: 0 or zeroDivision: 1',
    );
    expect(check({ better: null })).toThrow('better is null');
  });
});

test('callbacks that cannot be called are refused', () => {
  expect(() => onlyFunctions('fit', { onProgress: true }, ['onProgress'])).toThrow(
    'fit: onProgress is true; need a function',
  );
  expect(() => onlyFunctions('fit', { onProgress: null, seed: 1 }, ['onProgress'])).not.toThrow();
});

test('a value with a BigInt in it can be shown', () => expect(shown({ over: [2n] })).toBe('{"over":["2n"]}'));
