import { serveWorker, type WorkerContext } from '@selvedge/compute';
import type { Matrix } from '@selvedge/data';
import { covarianceOf } from './covariance.js';

interface CovarianceRequest {
  readonly kind: string;
  readonly features: Matrix;
  readonly members: Uint32Array;
  readonly mean: Float64Array;
}

function covariance({ kind, features, members, mean }: CovarianceRequest, context: WorkerContext): Float64Array {
  const found = covarianceOf(features, members, mean, () => context.throwIfAborted(`fit ${kind}`));
  context.transfer(found.buffer as ArrayBuffer);
  return found;
}

export const api: { readonly covariance: typeof covariance } = serveWorker({ covariance });
