import { checked, count, defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { openPatches } from '@selvedge/compute/kernels';
import { nextTurn } from '@selvedge/compute/workers';
import {
  createRng,
  type FitOptions,
  type FittedTransform,
  matrix,
  type Rng,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { checkNumbers, checkResult, checkSquares, isShape, throwIfAborted } from '@selvedge/data/checks';
import { corruptModel, readTensor } from '../saved-config.js';
import type { PatchesParams } from '../specs.generated.js';
import { checkFeatureRows, checkSameImages, type ImageShape, imageShapeOf, unitScale } from './image-rows.js';
import { kMeans, type Pause, ROWS_AT_ONCE } from './k-means.js';

const PATCHES_FORMAT = 'selvedge.features.patches';
const VERSION = 1;

/** What was learned from the training images. */
interface Learned {
  readonly mean: Float32Array;
  readonly whitening: Float32Array;
  readonly centroids: Float32Array;
}

/**
 * k-means on whitened patches, soft assignment by nearness ("triangle"), averages over regions.
 *
 * @see Coates, Lee & Ng, An analysis of single-layer networks in unsupervised feature learning, AISTATS (2011)
 */
export const patches: TransformDefinition<PatchesParams> = defineTransform(
  {
    kind: 'patches',
    description: 'Nearness to patches learned from the training images.',
    fields: {
      size: z.int().min(2).max(1000).default(6).describe("Pixels of a patch's side."),
      features: z.int().min(2).max(100_000).default(200).describe('Patches that k-means learns.'),
      cells: count(1000).default(3).describe('Each feature is averaged over cells x cells regions of the image.'),
      padding: z
        .int()
        .min(0)
        .max(1000)
        .default(0)
        .describe('Pixels of 0 around each image: with `size` - 1 of them every pixel is in as many patches.'),
      flip: z
        .boolean()
        .default(false)
        .describe('Averages over each image and its mirror image, which are then described alike.'),
      power: z
        .number()
        .gt(0)
        .max(1)
        .default(1)
        .describe('Averages are raised to it: 0.5 takes square roots, so that a linear model sees faint features too.'),
      samples: count(10_000_000).default(100_000).describe('Patches to learn from; at least `features`.'),
      iterations: count(10_000).default(10).describe('Rounds of k-means.'),
      whitening: z.number().gt(0).default(0.1).describe('Added to the variances that whitening divides by.'),
      contrast: z
        .number()
        .gt(0)
        .default(0.01)
        .describe("Added to a patch's variance (pixels from 0 to 1) before it is divided by its deviation."),
    },
    rule: ({ samples, features }) =>
      samples >= features
        ? undefined
        : { path: ['samples'], message: `need at least ${features}, one for each feature` },
  },
  { format: PATCHES_FORMAT, create: patchFeatures, load: loadPatches },
);

function patchFeatures(params: PatchesParams): Transform<PatchesParams> {
  return {
    kind: 'patches',
    params,
    async fit(train: ShapedRows, { seed = 0, signal, onProgress }: FitOptions = {}) {
      const shape = imageShapeOf('patches', train);
      checkRoom(params, shape);
      checkFeatureRows('patches', train);
      checkSquares('patches', train.features);
      const random = createRng(seed).fork('patches');
      const pause: Pause = async (done) => {
        onProgress?.({ step: 'fit patches', done, total: params.iterations });
        await nextTurn();
        throwIfAborted(signal, 'fit patches');
      };
      return fittedPatches(params, shape, await learn(params, train, shape, random, pause));
    },
  };
}

/** Reads what the fitted extractor saved. */
function loadPatches(saved: SavedState): FittedTransform {
  if (saved.version !== VERSION) throw newer(saved.version);
  const { params: given, shape } = saved.config as { params?: Partial<PatchesParams>; shape?: unknown };
  if (!isShape(shape) || shape.length !== 3 || typeof given !== 'object')
    throw corruptModel('patches', 'its config lacks params or shape');
  const params = checked(patches, { ...given, kind: 'patches' });
  const images = shape as unknown as ImageShape;
  checkRoom(params, images);
  const depth = params.size ** 2 * images[2];
  return fittedPatches(params, images, {
    mean: readTensor(saved, 'mean', Float32Array, [depth]).values,
    whitening: readTensor(saved, 'whitening', Float32Array, [depth, depth]).values,
    centroids: readTensor(saved, 'centroids', Float32Array, [params.features, depth]).values,
  });
}

function fittedPatches(params: PatchesParams, shape: ImageShape, learned: Learned): FittedTransform {
  const { size, features, cells, padding, flip, power, contrast } = params;
  const depth = learned.mean.length;
  return {
    kind: 'patches',
    apply(rows) {
      checkSameImages('patches', rows, shape);
      checkNumbers('patches', rows.features);
      const { values, rows: count, columns } = rows.features;
      const patches = openPatches({
        ...learned,
        shape,
        size,
        cells,
        padding,
        flip,
        power,
        contrast,
        scale: unitScale(rows.features),
      });
      const output = new Float32Array(count * patches.columns);
      for (let row = 0; row < count; row++) patches.describe(values, row * columns, output, row * patches.columns);
      const made = matrix(output, count, patches.columns);
      checkResult('patches', rows.features, made, 'row');
      return { features: made, shape: [patches.columns] };
    },
    save: () => ({
      format: PATCHES_FORMAT,
      version: VERSION,
      config: { params: { ...params }, shape: [...shape] },
      tensors: {
        mean: { values: learned.mean, shape: [depth] },
        whitening: { values: learned.whitening, shape: [depth, depth] },
        centroids: { values: learned.centroids, shape: [features, depth] },
      },
    }),
  };
}

async function learn(
  params: PatchesParams,
  train: ShapedRows,
  shape: ImageShape,
  random: Rng,
  pause: Pause,
): Promise<Learned> {
  await pause(0);
  const depth = params.size ** 2 * shape[2];
  const patches = drawPatches(params, train, shape, random);
  const count = patches.length / depth;
  const mean = new Float32Array(depth);
  for (let at = 0; at < patches.length; at++) mean[at % depth] += patches[at] / count;
  for (let at = 0; at < patches.length; at++) patches[at] -= mean[at % depth];
  await pause(0);
  const whitening = await whiteningOf(patches, depth, params.whitening);
  const white = new Float32Array(patches.length);
  for (let row = 0; row < count; row++) {
    if (row % ROWS_AT_ONCE === 0) await pause(0);
    for (let to = 0; to < depth; to++) {
      let sum = 0;
      for (let at = 0; at < depth; at++) sum += whitening[to * depth + at] * patches[row * depth + at];
      white[row * depth + to] = sum;
    }
  }
  const { features, iterations } = params;
  return { mean, whitening, centroids: await kMeans(white, { depth, centres: features, iterations }, random, pause) };
}

/** Patches from random places, each with mean 0 and, but for `contrast`, standard deviation 1. */
function drawPatches(params: PatchesParams, { features }: ShapedRows, shape: ImageShape, random: Rng): Float32Array {
  const { size, samples, padding, contrast } = params;
  const [height, width, channels] = shape;
  const line = size * channels;
  const depth = size * line;
  const scale = unitScale(features);
  const patches = new Float32Array(samples * depth);
  for (let sample = 0; sample < samples; sample++) {
    const start = random.int(features.rows) * features.columns;
    const top = random.int(height + 2 * padding - size + 1) - padding;
    const left = random.int(width + 2 * padding - size + 1) - padding;
    const [first, last] = [Math.max(0, -left) * channels, Math.min(size, width - left) * channels];
    let [sum, squares] = [0, 0];
    for (let dy = 0, at = sample * depth; dy < size; dy++) {
      const from = start + ((top + dy) * width + left) * channels;
      const isInside = top + dy >= 0 && top + dy < height;
      for (let dx = 0; dx < line; dx++) {
        const value = isInside && dx >= first && dx < last ? features.values[from + dx] * scale : 0;
        patches[at++] = value;
        sum += value;
        squares += value * value;
      }
    }
    const average = sum / depth;
    const variance = Math.max(0, (squares - sum * average) / (depth - 1));
    const factor = 1 / Math.sqrt(variance + contrast);
    for (let at = sample * depth; at < (sample + 1) * depth; at++) patches[at] = (patches[at] - average) * factor;
  }
  return patches;
}

/** ZCA: V (D + floor)^-1/2 V', of the covariance V D V' of centred rows. */
async function whiteningOf(rows: Float32Array, depth: number, floor: number): Promise<Float32Array> {
  // As long to load as all models here, and for these features alone.
  const { EigenvalueDecomposition, Matrix: MlMatrix } = await import('ml-matrix');
  const covariance = MlMatrix.zeros(depth, depth);
  const count = rows.length / depth;
  for (let i = 0; i < depth; i++) {
    for (let j = i; j < depth; j++) {
      let sum = 0;
      for (let from = 0; from < rows.length; from += depth) sum += rows[from + i] * rows[from + j];
      covariance.set(i, j, sum / count);
      covariance.set(j, i, sum / count);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const scaled = eigenvectorMatrix.clone();
  for (let column = 0; column < depth; column++) {
    scaled.mulColumn(column, 1 / Math.sqrt(Math.max(0, realEigenvalues[column]) + floor));
  }
  return Float32Array.from(scaled.mmul(eigenvectorMatrix.transpose()).to1DArray());
}

function checkRoom({ size, cells, padding }: PatchesParams, [height, width]: ImageShape): void {
  const places = Math.min(height, width) + 2 * padding - size + 1;
  if (places >= cells) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `patches: images of ${height} x ${width} have ${Math.max(0, places)} places for a patch of ${size} pixels along a ` +
      `side; need at least ${cells}, one per region. Use smaller patches, fewer cells or more padding.`,
  );
}

const newer = (version: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `patches: it was saved as version ${version}; this release reads version ${VERSION}. Update @selvedge/classical.`,
  );
