import { readFileSync } from 'node:fs';
import { createRng, matrix } from '@selvedge/data';
import { createAugmenter } from '../create-augmenter.js';
import { OPERATIONS } from './policy-operations.js';

interface Picture {
  readonly shape: readonly [number, number, number];
  readonly values: readonly number[];
}
interface Case {
  readonly image: string;
  readonly operation: string;
  readonly magnitude: number;
  readonly values: readonly number[];
}
const { images, cases }: { images: Record<string, Picture>; cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('./policy-operations.reference.json', import.meta.url), 'utf8'),
);
const strengths = { shear: 0.3, translate: (side: number) => side / 2, degrees: 30, enhance: 0.9, posterize: 4 };

// Pillow has whole levels between its steps, and cuts instead of rounding.
test.each(cases)(
  '$operation of $image by $magnitude is what Pillow makes of it',
  ({ image, operation, magnitude, values }) => {
    const { shape, values: own } = images[image];
    const [height, width, channels] = shape;
    const target = new Float32Array(own.length);
    const levels = { values: Float32Array.from(own), shape: { height, width, channels } };
    OPERATIONS[operation](levels, target, magnitude, strengths);
    const gap = Math.max(...target.map((value, at) => Math.abs(value - values[at])));
    expect(gap).toBeLessThanOrEqual(
      ['posterize', 'solarize', 'autoContrast', 'equalize'].includes(operation) ? 0 : 1.5,
    );
  },
);

describe.each([[{ kind: 'rand-augment' } as const], [{ kind: 'trivial-augment' } as const]])('%j', (spec) => {
  const changed = async (
    values: Uint8Array | Float32Array,
    channels: number,
    seed: number,
  ): Promise<readonly number[]> => {
    const rows = values.length / (36 * channels);
    const train = { features: matrix(values, rows, 36 * channels), labels: new Uint16Array(rows), classes: ['a', 'b'] };
    const session = await createAugmenter([spec], { thread: false }).open(train, [6, 6, channels], { seed });
    const { features } = await session.batch(
      Uint32Array.from({ length: rows }, (_, row) => row),
      0,
    );
    await session.close();
    return Array.from(features.values);
  };
  const bytes = (count: number): Uint8Array => {
    const rng = createRng('augment');
    return Uint8Array.from({ length: count }, () => rng.int(256));
  };

  test('stays in the range of the data, whatever it is', async () => {
    for (const channels of [1, 3]) {
      const values = bytes(36 * channels * 60);
      const ofBytes = await changed(values, channels, 1);
      expect([Math.min(...ofBytes) >= 0, Math.max(...ofBytes) <= 255]).toEqual([true, true]);
      const ofFloats = await changed(
        Float32Array.from(values, (value) => value / 127.5 - 1),
        channels,
        1,
      );
      // Means are rounded to whole levels, on either side of a half.
      const gaps = ofFloats.map((value, at) => Math.abs(value * 127.5 + 127.5 - ofBytes[at]));
      expect(Math.max(...gaps)).toBeLessThan(2);
    }
  });

  test('draws other operations for other images and seeds, and the same for the same', async () => {
    const values = bytes(36 * 3);
    const twice = Uint8Array.of(...values, ...values, ...values, ...values);
    const first = await changed(twice, 3, 1);
    expect(await changed(twice, 3, 1)).toEqual(first);
    expect(await changed(twice, 3, 2)).not.toEqual(first);
    expect(new Set([0, 1, 2, 3].map((row) => first.slice(row * 108, row * 108 + 108).join())).size).toBeGreaterThan(1);
  });
});
