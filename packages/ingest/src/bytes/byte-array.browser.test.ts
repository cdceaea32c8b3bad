import * as browser from './byte-array.browser.js';
import * as node from './byte-array.node.js';

test.each([1, 2, 4, 8])('reverses elements of %i bytes as Node does', (width) => {
  const bytes = Uint8Array.from({ length: 32 }, (_, at) => at);
  const expected = bytes.slice();
  node.swapBytes(expected, width);
  browser.swapBytes(bytes, width);
  expect(bytes).toEqual(expected);
});
