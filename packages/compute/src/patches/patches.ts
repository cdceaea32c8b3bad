import type { Numbers } from '@selvedge/data';
import { instantiateKernels, MemoryPlan } from '../kernels/instantiate.js';
import { patchesWasm } from '../kernels/patches.wasm.js';

/** Learned patches, and the images that are described by them. */
export interface PatchProblem {
  /** Height, width, channels. */
  readonly shape: readonly [number, number, number];
  /** Side of a patch; its numbers are side x side x channels, the depth. */
  readonly size: number;
  /** Pixels are multiplied by it first. */
  readonly scale: number;
  /** Added to a patch's variance before it is divided by its standard deviation; above 0. */
  readonly contrast: number;
  /** Mean of normalised patches, depth numbers. */
  readonly mean: Float32Array;
  /** Depth x depth. */
  readonly whitening: Float32Array;
  /** Features x depth, of whitened patches. */
  readonly centroids: Float32Array;
  /** Positions are averaged over cells x cells regions. */
  readonly cells: number;
  /** Pixels of 0 around each image; default 0. */
  readonly padding?: number;
  /** Averages the description of each image with that of its mirror image; default false. */
  readonly flip?: boolean;
  /** Averages, all 0 or more, are raised to it; default 1. */
  readonly power?: number;
}

interface Exports {
  normalizedPatches(...numbers: number[]): void;
  multiply(...numbers: number[]): void;
  nearness(...numbers: number[]): void;
  pool(...numbers: number[]): void;
}

/** Describes images one by one. */
export interface Patches {
  /** Numbers per image: cells x cells x features, the features of a region side by side. */
  readonly columns: number;
  /** Writes the description of the image that begins at `values[start]` to `output[to]` and after. */
  describe(values: Numbers, start: number, output: Float32Array, to: number): void;
}

/**
 * How near each patch of an image is to learned patches, averaged over regions: for every position and centroid the
 * mean distance to all centroids less that to this one, or 0.
 *
 * @see Coates, Lee & Ng, An analysis of single-layer networks in unsupervised feature learning, AISTATS (2011)
 */
export function openPatches(problem: PatchProblem): Patches {
  const { shape, size, scale, contrast, mean, whitening, centroids } = problem;
  const { cells, padding = 0, flip = false, power = 1 } = problem;
  const [imageHeight, imageWidth, channels] = shape;
  const [height, width] = [imageHeight + 2 * padding, imageWidth + 2 * padding];
  const depth = mean.length;
  const features = centroids.length / depth;
  const [down, across] = [height - size + 1, width - size + 1];
  const places = roundedUp(down * across, 8);
  const pixels = height * width * channels;
  const line = imageWidth * channels;
  const columns = cells * cells * features;
  const kernels = instantiateKernels<Exports>(patchesWasm);
  const plan = new MemoryPlan(kernels);
  const at = {
    image: plan.place(pixels * 4),
    mean: plan.place(depth * 4),
    whitening: plan.place(roundedUp(depth, 4) * depth * 4),
    centroids: plan.place(roundedUp(features, 4) * depth * 4),
    constants: plan.place(features * 4),
    patches: plan.place(depth * places * 4),
    whitened: plan.place(roundedUp(depth, 4) * places * 4),
    products: plan.place(roundedUp(features, 4) * places * 4),
    sums: plan.place(2 * places * 4),
    pooled: plan.place(columns * 4),
  };
  plan.apply();
  const floats = (place: number, length: number): Float32Array =>
    new Float32Array(kernels.memory.buffer, place, length);
  floats(at.mean, depth).set(mean);
  floats(at.whitening, whitening.length).set(whitening);
  floats(at.centroids, centroids.length).set(centroids);
  floats(at.constants, features).set(squaredLengths(centroids, depth));
  const image = floats(at.image, pixels);
  image.fill(0);
  const pooled = floats(at.pooled, columns);
  const { normalizedPatches, multiply, nearness, pool } = kernels.exports;
  const describeImage = (): void => {
    normalizedPatches(at.image, width, channels, size, across, down, contrast, at.mean, at.patches, places, at.sums);
    multiply(at.whitening, at.patches, at.whitened, roundedUp(depth, 4), depth, places);
    multiply(at.centroids, at.whitened, at.products, roundedUp(features, 4), depth, places);
    nearness(at.whitened, depth, at.products, at.constants, features, places, at.sums);
    pool(at.products, features, places, across, down, cells, at.pooled);
  };
  return {
    columns,
    describe(values, start, output, to) {
      for (let y = 0; y < imageHeight; y++) {
        const from = start + y * line;
        const into = ((y + padding) * width + padding) * channels;
        for (let at = 0; at < line; at++) image[into + at] = values[from + at] * scale;
      }
      describeImage();
      if (flip) {
        const first = pooled.slice();
        mirror(image, width, channels);
        describeImage();
        for (let at = 0; at < columns; at++) pooled[at] = (first[at] + pooled[at]) / 2;
      }
      raise(pooled, power);
      output.set(pooled, to);
    },
  };
}

/** Reverses every line of an image, pixel by pixel. */
function mirror(image: Float32Array, width: number, channels: number): void {
  for (let start = 0; start < image.length; start += width * channels) {
    const line = image.slice(start, start + width * channels);
    for (let x = 0; x < width; x++) {
      image.set(line.subarray(x * channels, (x + 1) * channels), start + (width - 1 - x) * channels);
    }
  }
}

/** Square roots are several times as fast as other powers. */
function raise(values: Float32Array, power: number): void {
  if (power === 0.5) for (let at = 0; at < values.length; at++) values[at] = Math.sqrt(values[at]);
  else if (power !== 1) for (let at = 0; at < values.length; at++) values[at] **= power;
}

const roundedUp = (size: number, unit: number): number => Math.ceil(size / unit) * unit;

function squaredLengths(rows: Float32Array, depth: number): Float32Array {
  const lengths = new Float32Array(rows.length / depth);
  for (let at = 0; at < rows.length; at++) lengths[Math.floor(at / depth)] += rows[at] * rows[at];
  return lengths;
}
