import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRng, matrix, type Rng } from '@selvedge/data';
import { type AugmentSpec, createAugmenter } from '@selvedge/preprocess';

/** How far changed images are from those of the packages. */
export interface AugmentationAgreement {
  readonly kind: string;
  readonly cases: number;
  /** The largest difference of a value of images from 0 to 1; undefined where a package has no such change. */
  readonly scipy?: number;
  readonly torchvision?: number;
}

interface Answers {
  readonly scipy: string;
  readonly torchvision: string;
  readonly answers: readonly { readonly scipy: number[] | null; readonly torchvision: number[] | null }[];
}

interface Drawn {
  readonly spec: AugmentSpec;
  readonly channels?: number;
  /** What the augmenter draws, from its own numbers. */
  readonly draw: (rng: Rng) => readonly number[];
}

const FILLS = ['constant', 'nearest', 'reflect', 'wrap'] as const;
const around = (most: number, rng: Rng): number => (2 * rng.uniform() - 1) * most;

/** Kinds whose change can be made by one of the packages from the same draw. */
const KINDS: Readonly<Record<string, (rng: Rng) => Drawn>> = {
  rotate: (rng) => {
    const degrees = 180 * rng.uniform();
    return { spec: { kind: 'rotate', degrees, ...outside(rng) }, draw: (own) => [around(degrees, own)] };
  },
  shift: (rng) => {
    const pixels = 6 * rng.uniform();
    const spec: AugmentSpec = { kind: 'shift', pixels, ...outside(rng) };
    return { spec, draw: (own) => [around(pixels, own), around(pixels, own)] };
  },
  zoom: (rng) => {
    const factor = 0.4 + 2 * rng.uniform();
    return { spec: { kind: 'zoom', range: [factor, factor], ...outside(rng) }, draw: () => [factor] };
  },
  shear: (rng) => {
    const degrees = 60 * rng.uniform();
    return { spec: { kind: 'shear', degrees, ...outside(rng) }, draw: (own) => [around(degrees, own)] };
  },
  flip: (rng) => ({ spec: { kind: 'flip', axis: rng.int(2) ? 'x' : 'y', probability: 1 }, draw: () => [] }),
  hue: (rng) => {
    const degrees = 180 * rng.uniform();
    return { spec: { kind: 'hue', degrees }, channels: 3, draw: (own) => [around(degrees, own)] };
  },
  saturation: (rng) => {
    const factor = 3 * rng.uniform();
    return { spec: { kind: 'saturation', range: [factor, factor] }, channels: 3, draw: () => [factor] };
  },
  contrast: (rng) => {
    const factor = 0.1 + 3 * rng.uniform();
    return { spec: { kind: 'contrast', range: [factor, factor] }, channels: 1, draw: () => [factor] };
  },
  grayscale: () => ({ spec: { kind: 'grayscale', probability: 1 }, channels: 3, draw: () => [] }),
};

const outside = (rng: Rng) => ({ fill: FILLS[rng.int(FILLS.length)], value: 0 });

/** @param python - an interpreter that has scipy and torchvision */
export async function augmentationAgreement(
  python: string,
  cases: number,
): Promise<{ readonly scipy: string; readonly torchvision: string; readonly rows: AugmentationAgreement[] }> {
  const made = Object.entries(KINDS).flatMap(([kind, drawnOf]) =>
    Array.from({ length: cases }, (_, seed) => {
      const rng = createRng(seed).fork(kind);
      const { spec, channels = rng.int(2) ? 1 : 3, draw } = drawnOf(rng);
      const shape = [2 + rng.int(12), 2 + rng.int(12), channels];
      const image = Array.from({ length: shape[0] * shape[1] * channels }, () => Math.fround(rng.uniform()));
      // The numbers that the augmenter draws for row 0 of epoch 0.
      const own = createRng(seed).fork('augment').fork(0, 0);
      return { seed, shape, image, spec, draw: draw(own), fill: 'constant', axis: 'x', ...spec, kind };
    }),
  );
  const script = fileURLToPath(new URL('../../../src/classical/images/augmentations.py', import.meta.url));
  const output = execFileSync(python, [script], { input: JSON.stringify(made), maxBuffer: 2 ** 28 });
  const { scipy, torchvision, answers } = JSON.parse(output.toString()) as Answers;
  const rows = new Map<string, AugmentationAgreement>();
  for (const [at, { kind, seed, shape, image, spec }] of made.entries()) {
    // Two rows more, so that the values of the training images reach from 0 to 1.
    const ends = [...image.map(() => 0), ...image.map(() => 1)];
    const features = matrix(Float32Array.from([...image, ...ends]), 3, image.length);
    const train = { features, labels: Uint16Array.of(0, 1, 1), classes: ['a', 'b'] };
    const session = await createAugmenter([spec], { thread: false }).open(train, shape, { seed });
    const { values } = (await session.batch(Uint32Array.of(0), 0)).features;
    await session.close();
    const from = (theirs: readonly number[] | null, before = 0): number =>
      (theirs ?? []).reduce((most, value, place) => Math.max(most, Math.abs(value - values[place])), before);
    const before = rows.get(kind);
    const { scipy: byScipy, torchvision: byTorchvision } = answers[at];
    rows.set(kind, {
      kind,
      cases,
      ...((byScipy || before?.scipy !== undefined) && { scipy: from(byScipy, before?.scipy) }),
      ...((byTorchvision || before?.torchvision !== undefined) && {
        torchvision: from(byTorchvision, before?.torchvision),
      }),
    });
  }
  return { scipy, torchvision, rows: [...rows.values()] };
}
