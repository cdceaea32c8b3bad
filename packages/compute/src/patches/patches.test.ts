import { createRng } from '@selvedge/data';
import { openPatches, type PatchProblem } from './patches.js';

/** The definition, in float64 and without a thought for speed. */
function means(problem: PatchProblem, isMirrored: boolean, image: ArrayLike<number>): number[] {
  const { shape, size, scale, contrast, mean, whitening, centroids, cells, padding = 0 } = problem;
  const [height, width, channels] = [shape[0] + 2 * padding, shape[1] + 2 * padding, shape[2]];
  const pixel = (y: number, x: number, c: number): number => {
    const [line, place] = [y - padding, (isMirrored ? width - 1 - x : x) - padding];
    const isInside = line >= 0 && line < shape[0] && place >= 0 && place < shape[1];
    return isInside ? image[(line * shape[1] + place) * channels + c] * scale : 0;
  };
  const depth = mean.length;
  const features = centroids.length / depth;
  const [down, across] = [height - size + 1, width - size + 1];
  const near = Array.from({ length: down * across }, (_, place) => {
    const [y, x] = [Math.floor(place / across), place % across];
    const patch: number[] = [];
    for (let dy = 0; dy < size; dy++)
      for (let dx = 0; dx < size; dx++) for (let c = 0; c < channels; c++) patch.push(pixel(y + dy, x + dx, c));
    const average = patch.reduce((sum, value) => sum + value, 0) / depth;
    const variance = patch.reduce((sum, value) => sum + (value - average) ** 2, 0) / (depth - 1);
    const flat = patch.map((value, at) => (value - average) / Math.sqrt(variance + contrast) - mean[at]);
    const white = Array.from({ length: depth }, (_, row) =>
      flat.reduce((sum, value, at) => sum + whitening[row * depth + at] * value, 0),
    );
    const distances = Array.from({ length: features }, (_, feature) =>
      Math.hypot(...white.map((value, at) => value - centroids[feature * depth + at])),
    );
    const middle = distances.reduce((sum, distance) => sum + distance, 0) / features;
    return distances.map((distance) => Math.max(0, middle - distance));
  });
  const result: number[] = [];
  const edge = (cell: number, length: number): number => Math.floor((cell * length) / cells);
  for (let cy = 0; cy < cells; cy++)
    for (let cx = 0; cx < cells; cx++)
      for (let feature = 0; feature < features; feature++) {
        const inside: number[] = [];
        for (let y = edge(cy, down); y < edge(cy + 1, down); y++)
          for (let x = edge(cx, across); x < edge(cx + 1, across); x++) inside.push(near[y * across + x][feature]);
        result.push(inside.reduce((sum, value) => sum + value, 0) / inside.length);
      }
  return result;
}

function described(problem: PatchProblem, image: ArrayLike<number>): number[] {
  const { flip = false, power = 1 } = problem;
  const mirrored = means(problem, flip, image);
  return means(problem, false, image).map((mean, at) => ((mean + mirrored[at]) / 2) ** power);
}

interface Case extends Pick<PatchProblem, 'shape' | 'size' | 'cells' | 'padding' | 'flip' | 'power'> {
  readonly features: number;
}

test.each<Case>([
  { shape: [9, 8, 1], size: 3, features: 5, cells: 2 },
  { shape: [7, 7, 2], size: 3, features: 8, cells: 3 },
  { shape: [6, 10, 1], size: 4, features: 1, cells: 1 },
  { shape: [5, 7, 1], size: 3, features: 5, cells: 3, padding: 2, power: 0.5 },
  { shape: [4, 5, 2], size: 5, features: 3, cells: 2, padding: 1, flip: true, power: 0.7 },
  { shape: [6, 8, 1], size: 3, features: 4, cells: 2, flip: true },
])('openPatches(%j) gives what the definition says', ({ shape, size, features, ...others }) => {
  const rng = createRng(2);
  const [height, width, channels] = shape;
  const depth = size * size * channels;
  const random = (length: number): Float32Array => Float32Array.from({ length }, () => rng.normal());
  const problem = {
    shape,
    size,
    scale: 1 / 255,
    contrast: 0.01,
    mean: random(depth),
    whitening: random(depth * depth),
    centroids: random(features * depth),
    ...others,
  };
  const pixels = height * width * channels;
  const images = new Uint8Array(2 * pixels).map(() => rng.int(256));
  const patches = openPatches(problem);
  const output = new Float32Array(patches.columns + 3);
  for (const start of [pixels, 0]) {
    patches.describe(images, start, output, 3);
    const expected = described(problem, images.subarray(start, start + pixels));
    expect(patches.columns).toBe(expected.length);
    for (const [at, value] of expected.entries()) expect(output[3 + at]).toBeCloseTo(value, 3);
  }
});
