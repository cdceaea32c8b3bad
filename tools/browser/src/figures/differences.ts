import type { Found } from './find-figures.js';

/**
 * Where a page's figures are not those of Node.
 *
 * @returns a line per figure that differs; none when all agree
 */
export function differences(expected: Found, found: Found): string[] {
  return Object.entries(expected).flatMap(([name, numbers]) => {
    const other = found[name];
    if (typeof numbers === 'string') return [`${name} fails in Node: ${numbers}`];
    if (other === undefined) return [`${name} is missing`];
    if (typeof other === 'string') return [`${name} fails: ${other}`];
    if (numbers.length !== other.length) return [`${name}: ${other.length} numbers, in Node ${numbers.length}`];
    const wrong = numbers.filter((value, at) => !Object.is(value, other[at])).length;
    if (wrong === 0) return [];
    const largest = Math.max(...numbers.map((value, at) => Math.abs(value - other[at])));
    return [`${name}: ${wrong} of ${numbers.length} numbers differ from Node's, by ${largest} at most`];
  });
}
