import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createFeatures } from '@selvedge/classical';
import { createRng, matrix, type Rng } from '@selvedge/data';

/** How histograms of gradients lie beside those of scikit-image. */
export interface HogAgreement {
  readonly version: string;
  /** The largest difference of a number, with its gradients and blocks and the votes of the paper. */
  readonly votes: number;
  /** Mean cosine with the features of scikit-image's own votes. */
  readonly whole: number;
}

interface Answers {
  readonly version: string;
  readonly answers: readonly { readonly votes: readonly number[]; readonly whole: readonly number[] }[];
}

/** @param python - an interpreter that has scikit-image */
export async function hogAgreement(python: string, cases: number): Promise<HogAgreement> {
  const made = Array.from({ length: cases }, (_, seed) => {
    const rng = createRng(seed).fork('hog');
    const [cell, block] = [2 + rng.int(5), 1 + rng.int(3)];
    const side = (): number => cell * (block + rng.int(3)) + rng.int(cell);
    const shape = [side(), side(), rng.int(2) ? 1 : 3];
    return { shape, image: waves(rng, shape), orientations: 2 + rng.int(9), cell, block };
  });
  const script = fileURLToPath(new URL('../../../src/classical/images/hog.py', import.meta.url));
  const output = execFileSync(python, [script], { input: JSON.stringify(made), maxBuffer: 2 ** 30 });
  const { version, answers } = JSON.parse(output.toString()) as Answers;
  let [votes, whole] = [0, 0];
  for (const [at, { shape, image, ...params }] of made.entries()) {
    const rows = { features: matrix(Float32Array.from(image), 1, image.length), shape };
    const fitted = await createFeatures({ kind: 'hog', ...params }).fit(rows);
    const ours = fitted.apply(rows).features.values;
    votes = answers[at].votes.reduce((most, value, place) => Math.max(most, Math.abs(value - ours[place])), votes);
    whole += cosine(ours, answers[at].whole) / cases;
  }
  return { version, votes, whole };
}

/** Edges and slopes of a few waves with some noise, from 0 to 1. */
function waves(rng: Rng, [height, width, channels]: readonly number[]): number[] {
  const drawn = Array.from({ length: 3 }, () => ({
    x: rng.normal(),
    y: rng.normal(),
    phase: 6 * rng.uniform(),
    heights: Array.from({ length: channels }, () => rng.uniform()),
  }));
  return Array.from({ length: height * width * channels }, (_, at) => {
    const [pixel, channel] = [Math.floor(at / channels), at % channels];
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const sum = drawn.reduce(
      (all, wave) => all + wave.heights[channel] * Math.sin(wave.x * x + wave.y * y + wave.phase),
      0,
    );
    return Math.fround(1 / (1 + Math.exp(-2 * sum - 0.3 * rng.normal())));
  });
}

function cosine(a: ArrayLike<number>, b: readonly number[]): number {
  let [product, left, right] = [0, 0, 0];
  for (const [at, value] of b.entries()) {
    product += a[at] * value;
    left += a[at] ** 2;
    right += value ** 2;
  }
  return left * right > 0 ? product / Math.sqrt(left * right) : 1;
}
