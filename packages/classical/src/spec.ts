import {
  type Classifier,
  didYouMean,
  type FittedClassifier,
  type SavedState,
  SelvedgeError,
  unreachable,
} from '@selvedge/data';
import { loadKnn } from './knn/fitted.js';
import { Knn } from './knn/knn.js';
import type { KnnParams } from './knn/params.js';

/** A classical model as plain JSON: its kind and those parameters that differ from the defaults. */
export type ClassicalSpec = { readonly kind: 'knn' } & Partial<KnnParams>;

/** Every kind that `createClassifier` makes. */
export const CLASSICAL_KINDS: readonly ClassicalSpec['kind'][] = ['knn'];

/**
 * Makes the classifier that a specification names.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind or parameter
 */
export function createClassifier(spec: ClassicalSpec): Classifier {
  checkKind('createClassifier', spec.kind);
  switch (spec.kind) {
    case 'knn': {
      const { kind: _, ...params } = spec;
      return new Knn(params);
    }
    default:
      return unreachable(spec.kind);
  }
}

/**
 * Reads a model that `FittedClassifier.save` made.
 *
 * @throws SelvedgeError `unsupported` for a format or version that this release does not know; `corrupt-file`
 */
export function loadClassifier(saved: SavedState): FittedClassifier {
  const kind = saved.format.replace(/^selvedge\./, '') as ClassicalSpec['kind'];
  checkKind('loadClassifier', kind, 'unsupported');
  switch (kind) {
    case 'knn':
      return loadKnn(saved);
    default:
      return unreachable(kind);
  }
}

function checkKind(what: string, kind: string, code: 'invalid-argument' | 'unsupported' = 'invalid-argument'): void {
  if ((CLASSICAL_KINDS as readonly string[]).includes(kind)) return;
  const near = didYouMean(kind, CLASSICAL_KINDS);
  throw new SelvedgeError(
    code,
    `${what}: there is no classical model '${kind}'${near === undefined ? '' : ` (did you mean '${near}'?)`}; ` +
      `there are ${CLASSICAL_KINDS.join(', ')}.`,
  );
}
