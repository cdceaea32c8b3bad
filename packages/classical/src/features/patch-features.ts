import { nextTurn, openPatches } from '@selvedge/compute';
import {
  checkNumbers,
  createRng,
  type FitOptions,
  type FittedTransform,
  matrix,
  type Rng,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
  throwIfAborted,
} from '@selvedge/data';
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { paramChecks, withDefaults } from '../param-checks.js';
import { corruptModel, readTensor } from '../saved-config.js';
import type { PatchParams } from './feature-spec.js';
import { checkFeatureRows, checkSameImages, type ImageShape, imageShapeOf, unitScale } from './image-rows.js';
import { kMeans, type Pause, ROWS_AT_ONCE } from './k-means.js';

export const PATCHES_FORMAT = 'selvedge.features.patches';
const VERSION = 1;
const DEFAULTS: PatchParams = {
  size: 6,
  features: 200,
  cells: 3,
  samples: 100_000,
  iterations: 10,
  whitening: 0.1,
  contrast: 0.01,
};

/** What was learned from the training images. */
interface Learned {
  readonly mean: Float32Array;
  readonly whitening: Float32Array;
  readonly centroids: Float32Array;
}

/**
 * Describes images by patches learned from the training images: k-means on whitened patches, soft assignment by
 * nearness ("triangle"), averages over regions.
 *
 * @throws SelvedgeError `invalid-argument` for a parameter outside its range
 * @see Coates, Lee & Ng, An analysis of single-layer networks in unsupervised feature learning, AISTATS (2011)
 */
export function patchFeatures(given: Partial<PatchParams> = {}): Transform<PatchParams> {
  const params = Object.freeze(withDefaults('patches', given, DEFAULTS));
  const check = paramChecks('patches');
  check.wholeNumber('size', params.size, 2);
  check.wholeNumber('features', params.features, 2, 100_000);
  check.wholeNumber('cells', params.cells, 1);
  check.wholeNumber('samples', params.samples, params.features, 10_000_000);
  check.wholeNumber('iterations', params.iterations, 1);
  check.number('whitening', params.whitening, { above: 0 });
  check.number('contrast', params.contrast, { above: 0 });
  return {
    kind: 'patches',
    params,
    async fit(train: ShapedRows, { seed = 0, signal, onProgress }: FitOptions = {}) {
      const shape = imageShapeOf('patches', train);
      checkRoom(params, shape);
      checkFeatureRows('patches', train);
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
export function loadPatches(saved: SavedState): FittedTransform {
  if (saved.version !== VERSION) throw newer(saved.version);
  const { params: given, shape } = saved.config as { params?: Partial<PatchParams>; shape?: unknown };
  const isShape = Array.isArray(shape) && shape.length === 3 && shape.every((size) => Number.isSafeInteger(size));
  if (!isShape || !given) throw corruptModel('patches', 'its config lacks params or shape');
  const { params } = patchFeatures(given);
  const images = shape as unknown as ImageShape;
  checkRoom(params, images);
  const depth = params.size ** 2 * images[2];
  return fittedPatches(params, images, {
    mean: readTensor(saved, 'mean', Float32Array, [depth]).values,
    whitening: readTensor(saved, 'whitening', Float32Array, [depth, depth]).values,
    centroids: readTensor(saved, 'centroids', Float32Array, [params.features, depth]).values,
  });
}

function fittedPatches(params: PatchParams, shape: ImageShape, learned: Learned): FittedTransform {
  const { size, features, cells, contrast } = params;
  const depth = learned.mean.length;
  return {
    kind: 'patches',
    apply(rows) {
      checkSameImages('patches', rows, shape);
      checkNumbers('patches', rows.features);
      const { values, rows: count, columns } = rows.features;
      const patches = openPatches({ ...learned, shape, size, cells, contrast, scale: unitScale(rows.features) });
      const output = new Float32Array(count * patches.columns);
      for (let row = 0; row < count; row++) patches.describe(values, row * columns, output, row * patches.columns);
      return { features: matrix(output, count, patches.columns), shape: [patches.columns] };
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
  params: PatchParams,
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
  const whitening = whiteningOf(patches, depth, params.whitening);
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
function drawPatches(params: PatchParams, { features }: ShapedRows, shape: ImageShape, random: Rng): Float32Array {
  const { size, samples, contrast } = params;
  const [height, width, channels] = shape;
  const line = size * channels;
  const depth = size * line;
  const scale = unitScale(features);
  const patches = new Float32Array(samples * depth);
  for (let sample = 0; sample < samples; sample++) {
    const start = random.int(features.rows) * features.columns;
    const top = random.int(height - size + 1);
    const left = random.int(width - size + 1);
    let [sum, squares] = [0, 0];
    for (let dy = 0, at = sample * depth; dy < size; dy++) {
      const from = start + ((top + dy) * width + left) * channels;
      for (let dx = 0; dx < line; dx++) {
        const value = features.values[from + dx] * scale;
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
function whiteningOf(rows: Float32Array, depth: number, floor: number): Float32Array {
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

function checkRoom({ size, cells }: PatchParams, [height, width]: ImageShape): void {
  const places = Math.min(height, width) - size + 1;
  if (places >= cells) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `patches: images of ${height} x ${width} have ${Math.max(0, places)} places for a patch of ${size} pixels along a ` +
      `side; need at least ${cells}, one per region. Use smaller patches or fewer cells.`,
  );
}

const newer = (version: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `patches: it was saved as version ${version}; this release reads version ${VERSION}. Update @selvedge/classical.`,
  );
