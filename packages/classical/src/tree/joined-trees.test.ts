import fc from 'fast-check';
import { joinTrees, splitTrees } from './joined-trees.js';

const ARRAYS = { feature: { type: Int32Array }, counts: { type: Float32Array, width: 3 } } as const;

const arbitraryTree = fc.nat({ max: 9 }).chain((nodes) =>
  fc.record({
    feature: fc.int32Array({ minLength: nodes, maxLength: nodes }),
    counts: fc.float32Array({ minLength: 3 * nodes, maxLength: 3 * nodes, noNaN: true, noDefaultInfinity: true }),
  }),
);

test('trees that were joined come apart again', () => {
  fc.assert(
    fc.property(fc.array(arbitraryTree, { maxLength: 5 }), (trees) => {
      const tensors = joinTrees(ARRAYS, trees);
      expect(splitTrees(ARRAYS, { format: 'test', version: 1, config: {}, tensors })).toEqual(trees);
    }),
  );
});

test('an array of another length is refused', () => {
  const { sizes, counts } = joinTrees(ARRAYS, [{ feature: new Int32Array(2), counts: new Float32Array(6) }]);
  const tensors = { sizes, feature: { values: new Int32Array(3), shape: [3] }, counts };
  expect(() => splitTrees(ARRAYS, { format: 'test', version: 1, config: {}, tensors })).toThrow(
    expect.objectContaining({ code: 'corrupt-file' }),
  );
});
