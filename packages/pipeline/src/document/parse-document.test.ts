import { placeOf, plainValue } from './located.js';
import { parseDocument } from './parse-document.js';
import { InvalidSpecError } from './problem.js';

const problemsOf = (text: string): readonly string[] => {
  try {
    parseDocument(text, 'a.yaml');
  } catch (error) {
    if (error instanceof InvalidSpecError) return error.message.split('\n');
    throw error;
  }
  return [];
};

describe('parseDocument(text, file)', () => {
  test('gives plain values, and the place of each', () => {
    const root = parseDocument('a: 1\nb:\n  - x\n  - { c: true }\n', 'a.yaml');
    expect(plainValue(root)).toEqual({ a: 1, b: ['x', { c: true }] });
    expect(placeOf(root, ['b', 1, 'c'])).toEqual({ file: 'a.yaml', line: 4, column: 10 });
    expect(placeOf(root, ['b', 1, 'c'], 'key')).toEqual({ file: 'a.yaml', line: 4, column: 7 });
  });

  test('reads JSON too, and expands aliases', () => {
    expect(plainValue(parseDocument('{"a": [1, 2]}', 'a.json'))).toEqual({ a: [1, 2] });
    expect(plainValue(parseDocument('a: &x [1]\nb: *x\n', 'a.yaml'))).toEqual({ a: [1], b: [1] });
  });

  test('expands an alias to the last anchor before it, whatever stands within other aliases', () => {
    const text = 'a: &x { in: &y 1, own: &z [*y] }\nb: &y 2\nc: *x\nd: *y\ne: &z 3\nf: *z\n';
    expect(plainValue(parseDocument(text, 'a.yaml'))).toEqual({
      a: { in: 1, own: [1] },
      b: 2,
      c: { in: 1, own: [1] },
      d: 2,
      e: 3,
      f: 3,
    });
  });

  test.each([
    ['a: &a { x: 1 }\nb: { <<: *a }\n', "a.yaml:2:6: the merge key '<<' is not read"],
    ['a: 1\na: 2\n', "a.yaml:2:1: the key 'a' is there twice"],
    ['a: !!js/function "f"\n', 'a.yaml:1:4: tags are not allowed; write plain values'],
    ['__proto__: 1\n', "a.yaml:1:1: the key '__proto__' is not allowed"],
    ['a: { constructor: 1 }\n', "a.yaml:1:6: the key 'constructor' is not allowed"],
    ['a: *x\n', 'a.yaml:1:4: refused: the alias *x has no anchor before it'],
    ['---\na: 1\n---\nb: 2\n', 'a.yaml:3:1: a second document begins here'],
    ['', 'a.yaml:1:1: the file is empty'],
    ['? [1]\n: 2\n', 'a.yaml:1:3: keys must be plain texts'],
  ])('refuses %j at its place', (text, said) => {
    expect(problemsOf(text)[0]).toContain(said);
  });

  const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    .concat(Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(', ')}]`))
    .join('\n');

  test.each([
    ['billion laughs', laughs],
    ['many aliases of a large list', `a: &a [${'1, '.repeat(5000)}1]\nb: [${'*a, '.repeat(5000)}*a]`],
    ['eighteen thousand merges', `a: &a { x: 1 }\nb:\n${'  - { <<: *a }\n'.repeat(18_000)}`],
    ['aliases of as many anchors', Array.from({ length: 9000 }, (_, at) => `- &a${at} 1\n- *a${at}`).join('\n')],
    ['half a megabyte of merges', '<<: {}\n'.repeat(70_000)],
    ['nesting in brackets', `a: ${'['.repeat(100_000)}`],
    ['nesting in dashes', '- '.repeat(100_000)],
    ['nesting by indentation', Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['a ten megabyte text', `a: ${'x'.repeat(10_000_000)}`],
    ['a million keys', Array.from({ length: 1_000_000 }, (_, at) => `k${at}: 1`).join('\n')],
    ['thirty thousand keys', Array.from({ length: 30_000 }, (_, at) => `k${at}:`).join('\n')],
    ['cyclic anchors', 'a: &a [*a]'],
  ])('refuses %s at once', (_, text) => {
    const begun = performance.now();
    expect(problemsOf(text).length).toBeGreaterThan(0);
    expect(performance.now() - begun).toBeLessThan(5000); // a hang, not a slow machine
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
