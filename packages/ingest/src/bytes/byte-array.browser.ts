import type * as Node from './byte-array.node.js';

export const allocate: typeof Node.allocate = (length) => new Uint8Array(length);

export const swapBytes: typeof Node.swapBytes = (bytes, width) => {
  for (let start = 0; start < bytes.length; start += width) bytes.subarray(start, start + width).reverse();
};
