import { createRng, matrix } from '@selvedge/data';
import { createAugmenter } from '../create-augmenter.js';
import { turnedHue } from './colours.js';

const near = (colour: readonly number[]): unknown[] => colour.map((value) => expect.closeTo(value, 6));

// By Python: colorsys.hsv_to_rgb(h + turn, s, v) of colorsys.rgb_to_hsv(...).
test.each([
  [[1, 0, 0], 1 / 3, [0, 1, 0]],
  [[1, 0, 0], -1 / 3, [0, 0, 1]],
  [[0.8, 0.4, 0.2], 0.25, [0.3, 0.8, 0.2]],
  [[0.2, 0.6, 0.9], -0.4, [0.88, 0.9, 0.2]],
  [[0.5, 0.5, 0.5], 0.3, [0.5, 0.5, 0.5]],
  [[0.1, 0.9, 0.7], 0, [0.1, 0.9, 0.7]],
] as const)('turnedHue(%j, %d) is %j', (colour, turn, expected) => {
  expect(turnedHue(colour, turn)).toEqual(near(expected));
});

test('turning back gives the colour again', () => {
  const rng = createRng(1);
  for (let at = 0; at < 500; at++) {
    const colour = [rng.uniform(), rng.uniform(), rng.uniform()] as const;
    const turn = 2 * rng.uniform() - 1;
    expect(turnedHue(turnedHue(colour, turn), -turn)).toEqual(near(colour));
  }
});

const open = (spec: Parameters<typeof createAugmenter>[0][number], channels: number) => {
  const values = Uint8Array.from({ length: 4 * channels }, (_, at) => (at * 53) % 256);
  const train = { features: matrix(values, 1, 4 * channels), labels: Uint16Array.of(0), classes: ['a', 'b'] };
  return createAugmenter([spec], { thread: false }).open(train, [2, 2, channels], { seed: 0 });
};

test('a saturation of 0 and every grayscale have three equal channels, of the weights of BT.601', async () => {
  for (const spec of [{ kind: 'saturation', range: [0, 0] } as const, { kind: 'grayscale', probability: 1 } as const]) {
    const session = await open(spec, 3);
    const { values } = (await session.batch(Uint32Array.of(0), 0)).features;
    await session.close();
    const grey = 0.299 * 0 + 0.587 * 53 + 0.114 * 106;
    expect([...values.slice(0, 3)]).toEqual(Array(3).fill(expect.closeTo(grey, 4)));
  }
});

test('changes of colours refuse images without', async () => {
  await expect(open({ kind: 'hue', degrees: 30 }, 1)).rejects.toThrow('augment hue: images of 1 channel; need 3');
});
