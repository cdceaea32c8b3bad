import { applyView } from './test-time-views.js';

/** One image of two rows and three columns. */
const IMAGE = Float32Array.of(1, 2, 3, 4, 5, 6);
const seen = (view: Parameters<typeof applyView>[2]): number[] => [...applyView(IMAGE, [2, 3, 1], view)];

describe('applyView(features, shape, view)', () => {
  test.each([
    [{}, [1, 2, 3, 4, 5, 6]],
    [{ flip: true }, [3, 2, 1, 6, 5, 4]],
    [{ shiftColumns: 1 }, [0, 1, 2, 0, 4, 5]],
    [{ shiftColumns: 1, fill: 'nearest' }, [1, 1, 2, 4, 4, 5]],
    [{ shiftColumns: -1, fill: 'nearest', flip: true }, [2, 1, 1, 5, 4, 4]],
    [{ shiftColumns: -1, flip: true }, [2, 1, 0, 5, 4, 0]],
    [{ shiftRows: 1, fill: 'nearest' }, [1, 2, 3, 1, 2, 3]],
    [{ shiftRows: -2 }, [0, 0, 0, 0, 0, 0]],
    [{ shiftRows: -9, shiftColumns: 9, fill: 'nearest' }, [4, 4, 4, 4, 4, 4]],
  ] as const)('%j', (view, expected) => {
    expect(seen(view)).toEqual(expected);
  });

  test('keeps channels together and images apart', () => {
    const two = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect([...applyView(two, [1, 2, 2], { shiftColumns: 1, fill: 'nearest' })]).toEqual([1, 2, 1, 2, 5, 6, 5, 6]);
  });
});
