import type { WorkerContext } from '@selvedge/compute/types';
import { serveWorker } from '@selvedge/compute/workers';
import type { Matrix } from '@selvedge/data';
import { covarianceOf } from './covariance.js';
import { squaredDistances } from './squared-distances.js';

interface CovarianceRequest {
  readonly kind: string;
  readonly features: Matrix;
  readonly members: Uint32Array;
  readonly mean: Float64Array;
}

interface DistancesRequest {
  readonly kind: string;
  readonly features: Matrix;
  readonly mean: Float64Array;
  readonly lower: Float64Array;
}

function covariance({ kind, features, members, mean }: CovarianceRequest, context: WorkerContext): Float64Array {
  const found = covarianceOf(features, members, mean, () => context.throwIfAborted(`fit ${kind}`));
  context.transfer(found.buffer as ArrayBuffer);
  return found;
}

function distances({ kind, features, mean, lower }: DistancesRequest, context: WorkerContext): Float64Array {
  const found = squaredDistances(features, mean, lower, () => context.throwIfAborted(`predict ${kind}`));
  context.transfer(found.buffer as ArrayBuffer);
  return found;
}

export const api: { readonly covariance: typeof covariance; readonly distances: typeof distances } = serveWorker({
  covariance,
  distances,
});
