import { describe, expect, test } from '@jest/globals';
import { classOfLabel, lookalike } from './class-of-label.js';

describe('classOfLabel', () => {
  test('goes by the name, and by the number where all classes are numbers', () => {
    const find = classOfLabel(['1', '07', '2.5']);
    expect(['1', '1.0', '7', '2.50', '3', 'x', ''].map(find)).toEqual([0, 0, 1, 2, undefined, undefined, undefined]);
    expect(['1', '1.0'].map(classOfLabel(['1', 'one']))).toEqual([0, undefined]);
  });

  test('takes decimal notation alone for numbers', () => {
    expect(['0x10', '16.0', '1_6'].map(classOfLabel(['16', '1']))).toEqual([undefined, 0, undefined]);
  });

  test('does not round numbers of many digits', () => {
    expect(classOfLabel(['9007199254740992', '3'])('9007199254740993')).toBeUndefined();
  });
});

test('lookalike says in what a label differs from a class', () => {
  expect(lookalike(['x', 'Cat'], ['cat', 'dog'])).toBe(
    " 'Cat' and 'cat' differ in upper and lower case alone; write them alike.",
  );
  expect(lookalike(['caf\u00e9'], ['cafe\u0301'])).toContain('the form of Unicode');
  expect(lookalike(['a '], ['a'])).toContain('blanks');
  expect(lookalike(['b'], ['a'])).toBe('');
});

test('classOfLabel goes by truth values, however they are written', () => {
  expect(['True', 'true', 'FALSE', '1', 'yes'].map(classOfLabel(['False', 'True']))).toEqual([
    1,
    1,
    0,
    undefined,
    undefined,
  ]);
  expect(['True', 'false', '1.0'].map(classOfLabel(['0', '1']))).toEqual([1, 0, 1]);
  expect(['True', 'false'].map(classOfLabel(['1', '2']))).toEqual([undefined, undefined]);
  expect(classOfLabel(['true', 'x'])('True')).toBeUndefined();
});
