import type { Matrix } from '@selvedge/data';
import { rowView } from '@selvedge/data/arithmetic';
import { isStored, numbersIn } from '@selvedge/data/checks';
import { initializers } from '@selvedge/networks';
import type { InitializerParams, Network } from '@selvedge/networks/types';
import { whiteningKernel } from './whitening-kernel.js';

/** As many images as the method's author takes; their patches are a hundred times as many. */
const IMAGES = 5000;
/** Products of the covariance: half a second. Of large images fewer are looked at. */
const PRODUCTS = 5e8;

/**
 * Kernels whose initializer is `whitening`, by slot name, computed from training images before they are augmented.
 *
 * The images are spread evenly over the rows: the same rows give the same kernels, whatever the seed.
 *
 * @param given - slots that have their weights
 * @throws SelvedgeError `aborted`
 */
export async function whitenedStart(
  { nodes, inputShape }: Network,
  features: Matrix,
  given: Readonly<Record<string, Float32Array>>,
  signal?: AbortSignal,
): Promise<Record<string, Float32Array>> {
  const kernels: Record<string, Float32Array> = {};
  for (const { operation, parameters } of nodes) {
    for (const { name, initializer } of parameters) {
      const params = initializers.checked(initializer) as InitializerParams;
      if (params.kind !== 'whitening' || operation.kind !== 'conv2d' || given[name]) continue;
      const shape = inputShape as readonly [number, number, number];
      const { kernelSize, filters } = operation;
      const depth = numbersIn(kernelSize) * shape[2];
      const images = Math.min(IMAGES, Math.ceil(PRODUCTS / (shape[0] * shape[1] * depth ** 2)));
      kernels[name] = await whiteningKernel(spread(features, images), {
        shape,
        kernelSize,
        filters,
        epsilon: params.epsilon,
        ...(signal && { signal }),
      });
    }
  }
  return kernels;
}

/** So many rows, evenly spread, one after the other. */
function spread(features: Matrix, count: number): ArrayLike<number> {
  const { rows, columns } = features;
  const rowsOf = Array.from({ length: Math.min(rows, count) }, (_each, at) =>
    Math.floor((at * rows) / Math.min(rows, count)),
  );
  if (isStored(features)) return features.take(rowsOf).values;
  const values = new Float64Array(rowsOf.length * columns);
  for (const [at, row] of rowsOf.entries()) values.set(rowView(features, row), at * columns);
  return values;
}
