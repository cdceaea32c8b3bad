import { decodeLabels, encodeLabels } from './encode-labels.js';

describe('encodeLabels', () => {
  it('numbers the names in the order of LabelEncoder', () => {
    const { labels, classes } = encodeLabels(['shirt', 'coat', 'shirt', 'Bag']);
    expect(classes).toEqual(['Bag', 'coat', 'shirt']);
    expect([...labels]).toEqual([2, 1, 2, 0]);
    expect(decodeLabels(labels, classes)).toEqual(['shirt', 'coat', 'shirt', 'Bag']);
  });

  it('sorts by code point, as Python does', () => {
    expect(encodeLabels(['\u{1F600}', '\uFFFD', 'ab', 'a']).classes).toEqual(['a', 'ab', '\uFFFD', '\u{1F600}']);
  });

  it('keeps given classes in their order', () => {
    expect([...encodeLabels(['a', 'b'], ['b', 'c', 'a']).labels]).toEqual([2, 0]);
  });

  it('names what it refuses', () => {
    const names = (...values: unknown[]): string[] => values as string[];
    expect(() => encodeLabels(names('a', 3))).toThrow(/row 1 is 3; need a class name; write names.map\(String\)/);
    expect(() => encodeLabels(names('a', undefined))).toThrow(/row 1 is undefined/);
    expect(() => encodeLabels(names(''))).toThrow(/row 0 is ""/);
    expect(() => encodeLabels(['coat', 'shrit'], ['coat', 'shirt'])).toThrow(
      /'shrit' in row 1 is not one of the classes \(did you mean 'shirt'\?\)/,
    );
    expect(() => encodeLabels(['a'], ['a', 'a'])).toThrow(/class 'a' occurs twice/);
    expect(() => decodeLabels([0, 2], ['a', 'b'])).toThrow(/label 2 in row 1; need whole numbers from 0 to 1/);
    expect(() => decodeLabels(['1'] as unknown as number[], ['a', 'b'])).toThrow(/label "1" in row 0; need whole/);
    expect(() => decodeLabels(3 as unknown as number[], ['a', 'b'])).toThrow(/labels are 3; need a list of class/);
  });
});
