import { type AffineMap, compose, IDENTITY, mirror, rotation, scaling, shearing, translation } from './affine-map.js';
import { type FillMode, sampleAffine } from './sample-affine.js';
import reference from './sample-affine.reference.json' with { type: 'json' };

const VALUE = 17;

function mapOf(kind: string, amount: number | number[]): AffineMap {
  if (Array.isArray(amount)) return translation(amount[0], amount[1]);
  return kind === 'rotate' ? rotation(amount) : kind === 'zoom' ? scaling(amount) : shearing(amount);
}

function draw(image: ArrayLike<number>, height: number, width: number, map: AffineMap, mode: FillMode): Float32Array {
  const target = new Float32Array(height * width);
  sampleAffine(Float32Array.from(image), 0, target, { height, width, channels: 1 }, map, mode, VALUE);
  return target;
}

describe('sampleAffine', () => {
  test.each(
    reference.map(
      (entry) => [`${entry.kind} ${entry.amount}, ${entry.mode}, ${entry.height} x ${entry.width}`, entry] as const,
    ),
  )('agrees with scipy.ndimage: %s', (_, { kind, amount, mode, height, width, image, expected }) => {
    const ours = draw(image, height, width, mapOf(kind, amount), mode as FillMode);
    const worst = Math.max(...expected.map((value, at) => Math.abs(value - ours[at])));
    expect(worst).toBeLessThan(0.05); // of 255 grey levels
  });

  const ramp = Array.from({ length: 12 }, (_, at) => at);

  test('leaves an image as it is under the identity, and twice mirrored', () => {
    expect([...draw(ramp, 3, 4, IDENTITY, 'constant')]).toEqual(ramp);
    expect([...draw(ramp, 3, 4, compose(mirror('x'), mirror('x')), 'constant')]).toEqual(ramp);
  });

  test('moves down and to the right, mirrors left and right, turns counter-clockwise', () => {
    expect([...draw(ramp, 3, 4, translation(1, 2), 'constant')]).toEqual([17, 17, 17, 17, 17, 17, 0, 1, 17, 17, 4, 5]);
    expect([...draw(ramp, 3, 4, mirror('x'), 'constant').subarray(0, 4)]).toEqual([3, 2, 1, 0]);
    const square = [1, 2, 3, 4]; // 1 2 over 3 4: a quarter turn counter-clockwise puts 2 4 over 1 3
    expect([...draw(square, 2, 2, rotation(90), 'nearest')].map(Math.round)).toEqual([2, 4, 1, 3]);
  });

  test('composes maps in the order in which the picture is changed', () => {
    const both = compose(translation(0, 1), mirror('x')); // mirrored first, then moved to the right
    expect([...draw([1, 2, 3], 1, 3, both, 'constant')]).toEqual([17, 3, 2]);
  });

  test('keeps channels apart', () => {
    const target = new Float32Array(8);
    sampleAffine(
      Uint8Array.of(1, 10, 2, 20, 3, 30, 4, 40),
      0,
      target,
      { height: 2, width: 2, channels: 2 },
      mirror('x'),
      'constant',
      0,
    );
    expect([...target]).toEqual([2, 20, 1, 10, 4, 40, 3, 30]);
  });
});
