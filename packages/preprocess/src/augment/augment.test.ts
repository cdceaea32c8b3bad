import { createRng, type LabelledRows, matrix } from '@selvedge/data';
import fc from 'fast-check';
import type { AugmentSpec } from '../specs.generated.js';
import { augmentations } from './augmentations.js';
import { createAugmenter } from './create-augmenter.js';

const KINDS = augmentations.kinds as readonly AugmentSpec['kind'][];

const SHAPE = [28, 28, 1];

/** Fifty images of 0 ... 1 with a bright block each, and labels 0 ... 4. */
function images(rows = 50, seed = 1): LabelledRows<Float32Array> {
  const rng = createRng(seed);
  const values = new Float32Array(rows * 784);
  for (let row = 0; row < rows; row++) {
    const [top, left] = [4 + rng.int(8), 4 + rng.int(8)];
    for (let y = top; y < top + 10; y++)
      for (let x = left; x < left + 10; x++) values[row * 784 + y * 28 + x] = 0.2 + 0.8 * rng.uniform();
  }
  values[0] = 1;
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % 5);
  return { features: matrix(values, rows, 784), labels, classes: ['a', 'b', 'c', 'd', 'e'] };
}

const EVERY: Readonly<Record<AugmentSpec['kind'], AugmentSpec>> = {
  rotate: { kind: 'rotate', degrees: 20 },
  shift: { kind: 'shift', pixels: 3 },
  flip: { kind: 'flip' },
  zoom: { kind: 'zoom', range: [0.8, 1.2] },
  shear: { kind: 'shear', degrees: 15 },
  crop: { kind: 'crop', padding: 3 },
  'gaussian-noise': { kind: 'gaussian-noise', sd: 0.1 },
  'salt-and-pepper': { kind: 'salt-and-pepper', fraction: 0.05 },
  erase: { kind: 'erase', probability: 1 },
  cutout: { kind: 'cutout', size: 9 },
  brightness: { kind: 'brightness', amount: 0.3 },
  contrast: { kind: 'contrast', range: [0.5, 1.5] },
  'random-resized-crop': { kind: 'random-resized-crop' },
  saturation: { kind: 'saturation', range: [0.5, 1.5] },
  hue: { kind: 'hue', degrees: 60 },
  grayscale: { kind: 'grayscale', probability: 0.5 },
  'rand-augment': { kind: 'rand-augment' },
  'trivial-augment': { kind: 'trivial-augment' },
  mixup: { kind: 'mixup', alpha: 0.4 },
  cutmix: { kind: 'cutmix', alpha: 1 },
};

/** Those that need red, green and blue. */
const OF_COLOURS: readonly string[] = ['saturation', 'hue', 'grayscale'];

/** The same images in colours. */
function colourImages(): LabelledRows<Float32Array> {
  const { features, ...rest } = images();
  const values = Float32Array.from({ length: features.values.length * 3 }, (_, at) => {
    const value = features.values[Math.floor(at / 3)];
    return value * [1, 0.6, 0.3][at % 3];
  });
  return { ...rest, features: matrix(values, features.rows, 3 * 784) };
}

async function batch(
  specs: readonly AugmentSpec[],
  rows: readonly number[],
  { epoch = 0, seed = 0, thread = false, train = images(), shape = SHAPE } = {},
) {
  const session = await createAugmenter(specs, { thread }).open(train, shape, { seed });
  try {
    const { features, targets } = await session.batch(Uint32Array.from(rows), epoch);
    return { values: features.values as Float32Array, targets: targets?.values };
  } finally {
    await session.close();
  }
}

describe('createAugmenter', () => {
  test.each(KINDS)('%s changes images, other ones in another epoch, row and seed, and stays in range', async (kind) => {
    const given = OF_COLOURS.includes(kind) ? { train: colourImages(), shape: [28, 28, 3] } : { train: images() };
    const rows = [...Array(50).keys()];
    const { values } = await batch([EVERY[kind]], rows, given);
    expect(values).not.toEqual(given.train.features.values);
    expect((await batch([EVERY[kind]], rows, { ...given, epoch: 1 })).values).not.toEqual(values);
    expect((await batch([EVERY[kind]], rows, { ...given, seed: 1 })).values).not.toEqual(values);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
  });

  test('an image depends on seed, epoch and row alone: not on the batch, the order, or the thread', async () => {
    const specs = [EVERY.rotate, EVERY.shift, EVERY.flip, EVERY.erase, EVERY.mixup];
    const whole = await batch(specs, [3, 14, 15, 9, 26]);
    const alone = await batch(specs, [15]);
    expect(alone.values).toEqual(whole.values.slice(2 * 784, 3 * 784));
    expect(alone.targets).toEqual(whole.targets?.slice(10, 15));
    expect(await batch(specs, [3, 14, 15, 9, 26], { thread: true })).toEqual(whole);
  });

  test('a thread answers several requests at once, each with its own rows', async () => {
    const session = await createAugmenter([EVERY.rotate]).open(images(), SHAPE, { seed: 0 });
    const answers = await Promise.all([0, 1, 2].map((epoch) => session.batch(Uint32Array.of(7), epoch)));
    await session.close();
    for (const [epoch, { features }] of answers.entries()) {
      expect(features.values).toEqual((await batch([EVERY.rotate], [7], { epoch })).values);
    }
    await expect(session.batch(Uint32Array.of(7), 0)).rejects.toThrow(/has ended/);
  });

  test('neighbouring geometric steps are one interpolation, so a turn and its opposite blur only once', async () => {
    const turned = await batch(
      [
        { kind: 'rotate', degrees: 0 },
        { kind: 'shift', pixels: 0 },
        { kind: 'zoom', range: [1, 1] },
      ],
      [4],
    );
    expect(turned.values).toEqual(images().features.values.slice(4 * 784, 5 * 784));
  });

  test('flip mirrors about half of the images', async () => {
    const train = images(400);
    const { values } = await batch([{ kind: 'flip' }], [...Array(400).keys()], { train });
    let flipped = 0;
    for (let row = 0; row < 400; row++) {
      const [before, after] = [train.features.values, values].map((all) => all.slice(row * 784, (row + 1) * 784));
      const mirrored = before.map((_, at) => before[at - (at % 28) + 27 - (at % 28)]);
      if (after.every((value, at) => value === mirrored[at])) flipped++;
      else expect(after).toEqual(before);
    }
    expect(flipped).toBeGreaterThan(160);
    expect(flipped).toBeLessThan(240);
  });

  test('alternating flips mirror every image in every other epoch, and half of the images in the first', async () => {
    const train = images(200);
    const rows = [...Array(200).keys()];
    const specs: AugmentSpec[] = [{ kind: 'flip', alternating: true }];
    const stored = train.features.values;
    const mirrored = stored.map((_, at) => stored[at - (at % 28) + 27 - (at % 28)]);
    const mirrorsOf = async (epoch: number, seed = 0): Promise<boolean[]> => {
      const { values } = await batch(specs, rows, { train, epoch, seed });
      return rows.map((row) => {
        const [found, asIs, flipped] = [values, stored, mirrored].map((all) => all.slice(row * 784, row * 784 + 784));
        const isFlipped = found.every((value, at) => value === flipped[at]);
        if (!isFlipped) expect(found).toEqual(asIs);
        return isFlipped;
      });
    };
    const first = await mirrorsOf(0);
    expect(await mirrorsOf(1)).toEqual(first.map((flipped) => !flipped));
    expect(await mirrorsOf(2)).toEqual(first);
    expect(await mirrorsOf(0, 1)).not.toEqual(first);
    const share = first.filter(Boolean).length / 200;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.14); // 4 standard errors
  });

  test('refuses a probability of an alternating flip', () => {
    expect(() => createAugmenter([{ kind: 'flip', alternating: true, probability: 0.3 }])).toThrow(
      /probability: got 0\.3; need 0\.5, or nothing, with alternating: true/,
    );
  });

  test('mixed labels are probabilities whose share is that of the image', async () => {
    const rows = [...Array(50).keys()];
    for (const kind of ['mixup', 'cutmix'] as const) {
      const { targets } = await batch([EVERY[kind]], rows);
      for (let row = 0; row < 50; row++) {
        const probabilities = [...(targets?.slice(row * 5, row * 5 + 5) ?? [])];
        expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
        expect(probabilities.filter((value) => value > 0).length).toBeLessThanOrEqual(2);
      }
    }
    expect((await batch([EVERY.flip], rows)).targets).toBeUndefined();
  });

  test('mixup of images that are constant per class blends pixels as it blends labels', async () => {
    const values = Float32Array.from({ length: 4 * 784 }, (_, at) => (at < 2 * 784 ? 0 : 1));
    const train = { features: matrix(values, 4, 784), labels: Uint16Array.of(0, 0, 1, 1), classes: ['dark', 'light'] };
    for (const kind of ['mixup', 'cutmix'] as const) {
      const mixed = await batch([{ kind, alpha: 1 }], [0, 1, 2, 3], { train });
      for (let row = 0; row < 4; row++) {
        const mean = mixed.values.slice(row * 784, (row + 1) * 784).reduce((sum, value) => sum + value, 0) / 784;
        expect(mean).toBeCloseTo(mixed.targets?.[row * 2 + 1] ?? Number.NaN, 4);
      }
    }
  });

  test('works on bytes, colours and odd sizes with any list of steps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(KINDS.filter((kind) => kind !== 'mixup' && kind !== 'cutmix')),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(1, 3),
        async (drawn, height, width, channels) => {
          const kinds = drawn.filter((kind) => channels === 3 || !OF_COLOURS.includes(kind));
          const columns = height * width * channels;
          const features = matrix(
            Uint8Array.from({ length: 3 * columns }, (_, at) => (at * 37) % 256),
            3,
            columns,
          );
          const train = { features, labels: Uint16Array.of(0, 1, 0), classes: ['a', 'b'] };
          const session = await createAugmenter(
            kinds.map((kind) => EVERY[kind]),
            { thread: false },
          ).open(train, [height, width, channels], { seed: 3 });
          const { features: changed } = await session.batch(Uint32Array.of(2, 0), 4);
          expect([changed.rows, changed.columns]).toEqual([2, columns]);
          for (const value of changed.values) expect(value >= 0 && value <= 255).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('refuses what makes no sense, and says what would', async () => {
    const make =
      (...specs: unknown[]) =>
      () =>
        createAugmenter(specs as AugmentSpec[]);
    expect(make({ kind: 'rotat', degrees: 3 })).toThrow(/unknown kind 'rotat'; did you mean 'rotate'/);
    expect(make({ kind: 'rotate', degrees: 181 })).toThrow(/augmentation 'rotate': degrees: got 181; need at most 180/);
    expect(make({ kind: 'rotate', degrees: Number.NaN })).toThrow(/degrees: got NaN; need a number/);
    expect(make({ kind: 'rotate', degrees: 9, value: 1e308 })).toThrow(/value: got 1e\+308; need at most 3\.4e\+38/);
    expect(make({ kind: 'erase', fill: -1e308 })).toThrow(/fill: got -1e\+308/);
    expect(make({ kind: 'zoom', range: [1.2, 0.8] })).toThrow(/range: got a list of 2; need the smaller number first/);
    expect(make({ kind: 'shift', pixels: 1, fraction: 0.1 })).toThrow(/either pixels or fraction/);
    expect(make({ kind: 'mixup', alpha: 1 }, { kind: 'flip' })).toThrow(/must be the last step/);
    expect(() => createAugmenter([], { threads: 2 } as never)).toThrow("no field 'threads'; write thread: true");
    expect(() => createAugmenter([], { thread: 2 } as never)).toThrow('thread is 2; need true or false');
    await expect(createAugmenter([EVERY.flip]).open(images(), [784], { seed: 0 })).rejects.toThrow(/not images/);
    await expect(createAugmenter([EVERY.flip]).open(images(), [5, 12, 1], { seed: 0 })).rejects.toThrow(
      /shape \[5, 12, 1\] have 60 numbers, and rows have 784/,
    );
    await expect(batch([EVERY.flip], [50])).rejects.toThrow(/row 50 is not a training row; there are 50/);
  });
});
